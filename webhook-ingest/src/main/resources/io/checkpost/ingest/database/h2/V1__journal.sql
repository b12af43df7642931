-- What seals the data: keys of subjects (and of messages without one), wrapped by the master keyset.
CREATE TABLE data_key (
  id          UUID        PRIMARY KEY,
  wrapped     VARBINARY(1000000)       NOT NULL,
  created_at  TIMESTAMP(6) WITH TIME ZONE NOT NULL
);

-- One sealed word, by which a start sees whether it has the keyset that the data was sealed with.
CREATE TABLE keyset_witness (
  id      UUID  PRIMARY KEY,
  sealed  VARBINARY(1000000) NOT NULL
);

CREATE TABLE portal (
  id                     UUID          PRIMARY KEY,
  parent_id              UUID          REFERENCES portal (id),
  provider               VARCHAR(20)   NOT NULL,
  name                   VARCHAR(200)  NOT NULL,
  relay_url              VARCHAR(2000),
  header_name            VARCHAR(100),
  sealed_header_value    VARBINARY(1000000),
  sealed_signing_secret  VARBINARY(1000000)         NOT NULL,
  code_lists             VARCHAR(2000) NOT NULL,
  source_addresses       VARCHAR(5000) NOT NULL,
  paused                 BOOLEAN       NOT NULL,
  created_at             TIMESTAMP(6) WITH TIME ZONE   NOT NULL,
  archived_at            TIMESTAMP(6) WITH TIME ZONE,
  version                INTEGER       NOT NULL
);
CREATE INDEX portal_parent ON portal (parent_id);
CREATE INDEX portal_newest ON portal (created_at DESC, id DESC);
CREATE INDEX portal_paused ON portal (paused);

CREATE TABLE portal_token (
  digest      VARBINARY(32)       PRIMARY KEY,
  portal_id   UUID        NOT NULL REFERENCES portal (id),
  created_at  TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  expires_at  TIMESTAMP(6) WITH TIME ZONE
);
CREATE INDEX portal_token_portal ON portal_token (portal_id);

-- A person within a portal. The row is locked while updates of the person are appended.
CREATE TABLE subject (
  id             UUID        PRIMARY KEY,
  portal_id      UUID        NOT NULL REFERENCES portal (id),
  provider       VARCHAR(20) NOT NULL,
  blind_index    VARBINARY(32)       NOT NULL,
  sealed_id      VARBINARY(1000000)       NOT NULL,
  key_id         UUID        NOT NULL,
  last_sequence  BIGINT      NOT NULL,
  created_at     TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  CONSTRAINT subject_unique UNIQUE (blind_index, portal_id)
);

CREATE TABLE message (
  id                      UUID         PRIMARY KEY,
  portal_id               UUID         NOT NULL,
  provider                VARCHAR(20)  NOT NULL,
  received_at             TIMESTAMP(6) WITH TIME ZONE  NOT NULL,
  disposition             VARCHAR(12)  NOT NULL,
  reason                  VARCHAR(60),
  reason_detail           VARCHAR(1000),
  duplicate_of            UUID,
  subject_id              UUID,
  client_reference_index  VARBINARY(32),
  key_id                  UUID         NOT NULL,
  body_size               INTEGER      NOT NULL,
  test                    BOOLEAN      NOT NULL,
  sealed_envelope         VARBINARY(1000000)        NOT NULL,
  sealed_body             VARBINARY(32000000)        NOT NULL
);
CREATE INDEX message_newest ON message (received_at DESC, id DESC);
CREATE INDEX message_portal ON message (portal_id, received_at DESC, id DESC);
CREATE INDEX message_provider ON message (provider, received_at DESC, id DESC);
CREATE INDEX message_disposition ON message (disposition, received_at DESC, id DESC);
CREATE INDEX message_subject ON message (subject_id, received_at DESC, id DESC);
CREATE INDEX message_client_reference ON message (client_reference_index);

-- What a check is now. The row is locked while an update of the check is appended.
CREATE TABLE check_state (
  id            UUID        PRIMARY KEY,
  portal_id     UUID        NOT NULL REFERENCES portal (id),
  blind_index   VARBINARY(32)       NOT NULL,
  subject_id    UUID,
  check_type    VARCHAR(40) NOT NULL,
  outcome       VARCHAR(16),
  is_final      BOOLEAN,
  fingerprint   VARBINARY(32),
  message_id    UUID,
  ordinal       INTEGER,
  CONSTRAINT check_state_unique UNIQUE (blind_index, portal_id)
);
CREATE INDEX check_state_subject ON check_state (subject_id);

-- One result inside a message. kind is null where it repeats what was known.
CREATE TABLE check_update (
  message_id        UUID        NOT NULL REFERENCES message (id),
  ordinal           INTEGER     NOT NULL,
  check_id          UUID        NOT NULL,
  subject_id        UUID        NOT NULL,
  sequence          BIGINT,
  portal_id         UUID        NOT NULL,
  received_at       TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  check_type        VARCHAR(40) NOT NULL,
  outcome           VARCHAR(16) NOT NULL,
  previous_outcome  VARCHAR(16),
  kind              VARCHAR(12),
  returned          BOOLEAN     NOT NULL,
  fingerprint       VARBINARY(32)       NOT NULL,
  sealed_content    VARBINARY(32000000)       NOT NULL,
  PRIMARY KEY (message_id, ordinal)
);
CREATE INDEX check_update_check ON check_update (check_id, received_at DESC);
CREATE INDEX check_update_type ON check_update (check_type, received_at DESC, message_id DESC);
CREATE INDEX check_update_type_outcome
  ON check_update (check_type, outcome, received_at DESC, message_id DESC);
CREATE INDEX check_update_outcome ON check_update (outcome, received_at DESC, message_id DESC);

-- Messages that observers have still to see. position is given under the subject's lock, so for one
-- subject it is the order of the commits.
CREATE TABLE pending_dispatch (
  -- H2 commits the whole store each time it reserves numbers, 32 of them where nothing is said
  position    BIGINT   GENERATED ALWAYS AS IDENTITY (CACHE 4096) PRIMARY KEY,
  message_id  UUID     NOT NULL,
  portal_id   UUID     NOT NULL,
  subject_id  UUID,
  shard       SMALLINT NOT NULL
);
CREATE INDEX pending_dispatch_shard ON pending_dispatch (shard, position);

-- Which observers a node had when it dispatched: written once for each different set.
CREATE TABLE observer_set (
  id         UUID         PRIMARY KEY,
  observers  VARCHAR(100000) NOT NULL
);

CREATE TABLE observation (
  message_id       UUID        PRIMARY KEY,
  observer_set_id  UUID        NOT NULL,
  observed_at      TIMESTAMP(6) WITH TIME ZONE NOT NULL
);

-- What one observer failed to take: ordinal is the update's, or the highest there is for the message's own event.
CREATE TABLE owed_observation (
  message_id  UUID         NOT NULL,
  ordinal     INTEGER      NOT NULL,
  observer    VARCHAR(200) NOT NULL,
  position    BIGINT       NOT NULL,
  portal_id   UUID         NOT NULL,
  subject_id  UUID,
  shard       SMALLINT     NOT NULL,
  attempts    INTEGER      NOT NULL,
  failed_at   TIMESTAMP(6) WITH TIME ZONE  NOT NULL,
  cause       VARCHAR(200) NOT NULL,
  PRIMARY KEY (message_id, ordinal, observer)
);
CREATE INDEX owed_observation_shard ON owed_observation (shard, position);

-- Who dispatches which share of the subjects, until when.
CREATE TABLE dispatch_shard (
  shard        SMALLINT    PRIMARY KEY,
  owner        UUID,
  lease_until  TIMESTAMP(6) WITH TIME ZONE NOT NULL
);

INSERT INTO dispatch_shard (shard, lease_until) VALUES
  (0, CURRENT_TIMESTAMP), (1, CURRENT_TIMESTAMP), (2, CURRENT_TIMESTAMP), (3, CURRENT_TIMESTAMP),
  (4, CURRENT_TIMESTAMP), (5, CURRENT_TIMESTAMP), (6, CURRENT_TIMESTAMP), (7, CURRENT_TIMESTAMP),
  (8, CURRENT_TIMESTAMP), (9, CURRENT_TIMESTAMP), (10, CURRENT_TIMESTAMP), (11, CURRENT_TIMESTAMP),
  (12, CURRENT_TIMESTAMP), (13, CURRENT_TIMESTAMP), (14, CURRENT_TIMESTAMP), (15, CURRENT_TIMESTAMP);

CREATE TABLE node (
  id       UUID        PRIMARY KEY,
  seen_at  TIMESTAMP(6) WITH TIME ZONE NOT NULL
);

-- Who may look and who may call.
CREATE TABLE app_user (
  name           VARCHAR(100) PRIMARY KEY,
  password_hash  VARCHAR(500) NOT NULL,
  roles          VARCHAR(200) NOT NULL,
  created_at     TIMESTAMP(6) WITH TIME ZONE  NOT NULL
);

CREATE TABLE api_key (
  digest      VARBINARY(32)        PRIMARY KEY,
  name        VARCHAR(100) NOT NULL,
  created_at  TIMESTAMP(6) WITH TIME ZONE  NOT NULL
);

-- Requests that were refused before they were a message, counted by cause and hour.
CREATE TABLE refusal (
  id         UUID NOT NULL,
  since      TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  cause      VARCHAR(40) NOT NULL,
  portal_id  UUID        NOT NULL,
  refused    BIGINT      NOT NULL,
  sample     VARCHAR(500),
  PRIMARY KEY (since, cause, portal_id)
);
CREATE INDEX refusal_newest ON refusal (since DESC, id DESC);
