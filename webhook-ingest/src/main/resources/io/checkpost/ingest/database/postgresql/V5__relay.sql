-- A portal whose URL deliveries go to, and how that URL is doing. Whoever holds the lease sends; nobody else does.
CREATE TABLE relay_target (
  portal_id    UUID         PRIMARY KEY,
  -- closed (asked as usual), open (asked now and then: the breaker), disabled (it answered 410)
  state        VARCHAR(8)   NOT NULL,
  -- the URL that state is about, where it is not closed; another URL starts afresh
  url          VARCHAR(2000),
  -- nothing is sent before
  ready_at     TIMESTAMPTZ  NOT NULL,
  -- failed probes since the breaker opened
  probes       INTEGER      NOT NULL,
  changed_at   TIMESTAMPTZ  NOT NULL,
  owner        UUID,
  lease_until  TIMESTAMPTZ  NOT NULL
);
CREATE INDEX relay_target_ready ON relay_target (ready_at);
CREATE INDEX relay_target_state ON relay_target (state);
CREATE INDEX relay_target_owner ON relay_target (owner);
CREATE INDEX relay_target_changed ON relay_target (changed_at DESC, portal_id DESC);

-- One message to one URL. lane is the subject, or the message where it names none; position orders a lane.
CREATE TABLE delivery (
  id            UUID         PRIMARY KEY,
  message_id    UUID         NOT NULL,
  portal_id     UUID         NOT NULL,
  target_id     UUID         NOT NULL,
  provider      VARCHAR(20)  NOT NULL,
  lane          UUID         NOT NULL,
  position      BIGINT       NOT NULL,
  -- pending, delivered, dead
  state         VARCHAR(9)   NOT NULL,
  -- pending, but not to be looked at before an earlier one of the lane has come to its end
  held          BOOLEAN      NOT NULL,
  attempts      INTEGER      NOT NULL,
  -- failed attempts since it was made or retried by a person: the place in the schedule
  failures      INTEGER      NOT NULL,
  due_at        TIMESTAMPTZ  NOT NULL,
  created_at    TIMESTAMPTZ  NOT NULL,
  delivered_at  TIMESTAMPTZ,
  last_status   INTEGER,
  last_cause    VARCHAR(40),
  CONSTRAINT delivery_message UNIQUE (message_id)
);
-- what can be sent now, what comes first in a lane, and what waits behind it: as long as what is pending, not as what was
CREATE INDEX delivery_due ON delivery (target_id, due_at, position) WHERE state = 'pending' AND NOT held;
CREATE INDEX delivery_lane ON delivery (target_id, lane, position) WHERE state = 'pending';
CREATE INDEX delivery_held ON delivery (target_id, lane) WHERE state = 'pending' AND held;
CREATE INDEX delivery_oldest ON delivery (target_id, created_at) WHERE state = 'pending';
-- what was given up, of each target
CREATE INDEX delivery_dead ON delivery (target_id, created_at) WHERE state = 'dead';
-- what lists show
CREATE INDEX delivery_newest ON delivery (created_at DESC, id DESC);
CREATE INDEX delivery_portal ON delivery (portal_id, created_at DESC, id DESC);
CREATE INDEX delivery_state ON delivery (state, created_at DESC, id DESC) WHERE state <> 'delivered';
CREATE INDEX delivery_portal_state ON delivery (portal_id, state, created_at DESC, id DESC) WHERE state <> 'delivered';

-- One HTTP try. What came back may hold personal data and is sealed under the message's key.
CREATE TABLE delivery_attempt (
  -- no foreign key: a delivery that is erased while it is under way must not stop the others' being written down
  delivery_id      UUID         NOT NULL,
  ordinal          INTEGER      NOT NULL,
  started_at       TIMESTAMPTZ  NOT NULL,
  duration_millis  BIGINT       NOT NULL,
  status           INTEGER,
  cause            VARCHAR(40),
  address          VARCHAR(60),
  response_size    INTEGER      NOT NULL,
  key_id           UUID,
  sealed_headers   BYTEA,
  sealed_response  BYTEA,
  PRIMARY KEY (delivery_id, ordinal)
);
