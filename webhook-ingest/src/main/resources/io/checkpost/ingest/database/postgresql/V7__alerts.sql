-- Work that one node at a time does, and until when it is whose.
CREATE TABLE duty (
  name         VARCHAR(40) PRIMARY KEY,
  owner        UUID        NOT NULL,
  lease_until  TIMESTAMPTZ NOT NULL
);

INSERT INTO duty (name, owner, lease_until) VALUES
  ('silence', '00000000-0000-0000-0000-000000000000', '2000-01-01T00:00:00Z'),
  ('alerts', '00000000-0000-0000-0000-000000000000', '2000-01-01T00:00:00Z');

-- When a portal's last message came. habit has a byte for each half hour of the week; silent_at is when quiet from
-- then on becomes unusual, null when it never does or is noticed already.
CREATE TABLE portal_activity (
  portal_id          UUID           PRIMARY KEY REFERENCES portal (id),
  first_received_at  TIMESTAMPTZ    NOT NULL,
  last_received_at   TIMESTAMPTZ    NOT NULL,
  habit              BYTEA NOT NULL,
  silent_at          TIMESTAMPTZ,
  silent_since       TIMESTAMPTZ
);
CREATE INDEX portal_activity_latest ON portal_activity (last_received_at DESC);
CREATE INDEX portal_activity_silent_at ON portal_activity (silent_at);
CREATE INDEX portal_activity_silent_since ON portal_activity (silent_since);

CREATE TABLE portal_silence (
  portal_id         UUID        NOT NULL,
  noticed_at        TIMESTAMPTZ NOT NULL,
  last_received_at  TIMESTAMPTZ NOT NULL,
  ended_at          TIMESTAMPTZ,
  PRIMARY KEY (portal_id, noticed_at)
);

-- Conditions that somebody has to know of. gone_at: not found any more since, but not cleared yet. changes counts
-- changes of state, found how often the condition was seen since it was raised.
CREATE TABLE alert (
  id            UUID          NOT NULL,
  kind          VARCHAR(40)   NOT NULL,
  subject       VARCHAR(250)  NOT NULL,
  state         VARCHAR(8)    NOT NULL,
  since         TIMESTAMPTZ   NOT NULL,
  found         BIGINT        NOT NULL,
  last_found_at TIMESTAMPTZ   NOT NULL,
  gone_at       TIMESTAMPTZ,
  changes       BIGINT        NOT NULL,
  notified_at   TIMESTAMPTZ,
  detail        VARCHAR(1000) NOT NULL,
  PRIMARY KEY (kind, subject)
);
CREATE INDEX alert_newest ON alert (since DESC, id DESC);
CREATE INDEX alert_state ON alert (state, since DESC, id DESC);
CREATE INDEX alert_kind_state ON alert (kind, state);

-- One for each change of state and channel, until it is sent.
CREATE TABLE alert_notice (
  id          UUID          PRIMARY KEY,
  channel     VARCHAR(10)   NOT NULL,
  alert_id    UUID          NOT NULL,
  kind        VARCHAR(40)   NOT NULL,
  subject     VARCHAR(250)  NOT NULL,
  state       VARCHAR(8)    NOT NULL,
  since       TIMESTAMPTZ   NOT NULL,
  changes     BIGINT        NOT NULL,
  detail      VARCHAR(1000) NOT NULL,
  attempts    INTEGER       NOT NULL,
  due_at      TIMESTAMPTZ   NOT NULL
);
CREATE INDEX alert_notice_next ON alert_notice (channel, id);

-- What an observer fails on, and what it gave up, the oldest first.
CREATE INDEX owed_observation_failing ON owed_observation (observer, state, first_failed_at);
CREATE INDEX owed_observation_oldest ON owed_observation (state, position);
