-- What a person asked to have observed again or read again, and how far that is.
CREATE TABLE replay (
  id               UUID         PRIMARY KEY,
  -- observe or reinterpret
  kind             VARCHAR(12)  NOT NULL,
  -- counting, running, paused, cancelled, finished, failed
  state            VARCHAR(12)  NOT NULL,
  -- which messages: null where it does not matter; the people are in replay_subject
  message_id       UUID,
  portal_id        UUID,
  provider         VARCHAR(20),
  disposition      VARCHAR(12),
  check_type       VARCHAR(40),
  outcome          VARCHAR(16),
  received_from    TIMESTAMP(6) WITH TIME ZONE,
  -- fixed when the replay is made: nothing newer joins
  received_to      TIMESTAMP(6) WITH TIME ZONE  NOT NULL,
  -- null for all
  observer         VARCHAR(200),
  rate_per_second  INTEGER      NOT NULL,
  -- null until all are counted
  counted          BIGINT,
  done             BIGINT       NOT NULL,
  skipped          BIGINT       NOT NULL,
  failed           BIGINT       NOT NULL,
  -- the last message that was looked at; written with what became of it
  cursor_at        TIMESTAMP(6) WITH TIME ZONE,
  cursor_id        UUID,
  created_at       TIMESTAMP(6) WITH TIME ZONE  NOT NULL,
  created_by       VARCHAR(200) NOT NULL,
  started_at       TIMESTAMP(6) WITH TIME ZONE,
  finished_at      TIMESTAMP(6) WITH TIME ZONE,
  reason           VARCHAR(500),
  -- the node that works on it, until when
  owner            UUID,
  lease_until      TIMESTAMP(6) WITH TIME ZONE
);
CREATE INDEX replay_newest ON replay (created_at DESC, id DESC);
CREATE INDEX replay_state ON replay (state, created_at);

-- The people whom a replay is about, by their rows; none when it is not about certain people.
CREATE TABLE replay_subject (
  replay_id   UUID NOT NULL REFERENCES replay (id),
  subject_id  UUID NOT NULL,
  PRIMARY KEY (replay_id, subject_id)
);

-- When a message was last read again with another result, and how it had ended before.
ALTER TABLE message ADD COLUMN reinterpreted_at TIMESTAMP(6) WITH TIME ZONE;
ALTER TABLE message ADD COLUMN former_disposition VARCHAR(12);

-- The replay that brought a message here; null for one that was just received.
ALTER TABLE pending_dispatch ADD COLUMN replay_id UUID;
-- Later messages of the subject came before it.
ALTER TABLE pending_dispatch ADD COLUMN out_of_order BOOLEAN NOT NULL DEFAULT FALSE;
