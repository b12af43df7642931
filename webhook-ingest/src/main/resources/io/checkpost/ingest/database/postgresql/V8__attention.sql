-- What a person has to look at. about is what it is about, and there is one item of it, ever: check:, message:,
-- observer:, target: or portal: and an id. mark is the news that it stands for and mark_at when that came, so that neither
-- the same nor something older is news.
CREATE TABLE attention_item (
  id               UUID         PRIMARY KEY,
  about            VARCHAR(250) NOT NULL,
  kind             VARCHAR(20)  NOT NULL,
  -- the lower, the more severe
  severity         SMALLINT     NOT NULL,
  -- open, acknowledged, resolved, ignored
  state            VARCHAR(12)  NOT NULL,
  closed           BOOLEAN      NOT NULL,
  mark             VARCHAR(100) NOT NULL,
  mark_at          TIMESTAMPTZ  NOT NULL,
  portal_id        UUID,
  provider         VARCHAR(20),
  check_type       VARCHAR(40),
  outcome          VARCHAR(16),
  subject_id       UUID,
  message_id       UUID,
  detail           VARCHAR(250),
  test             BOOLEAN      NOT NULL,
  opened_at        TIMESTAMPTZ  NOT NULL,
  seen_at          TIMESTAMPTZ  NOT NULL,
  times_seen       BIGINT       NOT NULL,
  acknowledged_by  VARCHAR(200),
  acknowledged_at  TIMESTAMPTZ,
  -- nobody where Checkpost itself closed it
  closed_by        VARCHAR(200),
  closed_at        TIMESTAMPTZ,
  -- rows in attention_change
  changes          INTEGER      NOT NULL,
  -- the person's or the message's; null until something has to be sealed for what has neither
  key_id           UUID,
  sealed_comment   BYTEA,
  CONSTRAINT attention_item_about UNIQUE (about)
);
-- the queue, whole and by each filter
CREATE INDEX attention_item_queue ON attention_item (closed, severity, opened_at, id);
CREATE INDEX attention_item_state_queue ON attention_item (state, severity, opened_at, id);
CREATE INDEX attention_item_kind_queue ON attention_item (kind, closed, severity, opened_at, id);
CREATE INDEX attention_item_portal_queue ON attention_item (portal_id, closed, severity, opened_at, id);
CREATE INDEX attention_item_type_queue ON attention_item (check_type, closed, severity, opened_at, id);
-- newest first, and what is closed, which grows
CREATE INDEX attention_item_newest ON attention_item (closed, opened_at DESC, id DESC);
CREATE INDEX attention_item_state ON attention_item (state, opened_at DESC, id DESC);
CREATE INDEX attention_item_kind ON attention_item (kind, state, opened_at DESC, id DESC);
CREATE INDEX attention_item_portal ON attention_item (portal_id, state, opened_at DESC, id DESC);
CREATE INDEX attention_item_type ON attention_item (check_type, state, opened_at DESC, id DESC);

-- Every change of an item's state. actor is nobody where it was Checkpost itself.
CREATE TABLE attention_change (
  item_id         UUID         NOT NULL REFERENCES attention_item (id),
  ordinal         INTEGER      NOT NULL,
  changed_at      TIMESTAMPTZ  NOT NULL,
  actor           VARCHAR(200),
  -- news, provider, gone, person
  cause           VARCHAR(12)  NOT NULL,
  from_state      VARCHAR(12),
  to_state        VARCHAR(12)  NOT NULL,
  kind            VARCHAR(20)  NOT NULL,
  message_id      UUID,
  sealed_comment  BYTEA,
  PRIMARY KEY (item_id, ordinal)
);

-- Which update was the last that was looked at because it had waited too long, for each outcome that waits. What came
-- before is not looked at again.
CREATE TABLE attention_look (
  outcome      VARCHAR(16) PRIMARY KEY,
  received_at  TIMESTAMPTZ NOT NULL,
  message_id   UUID        NOT NULL,
  ordinal      INTEGER     NOT NULL
);
INSERT INTO attention_look (outcome, received_at, message_id, ordinal) VALUES
  ('pending', '2000-01-01T00:00:00Z', '00000000-0000-0000-0000-000000000000', 0),
  ('review', '2000-01-01T00:00:00Z', '00000000-0000-0000-0000-000000000000', 0);

INSERT INTO duty (name, owner, lease_until) VALUES
  ('attention', '00000000-0000-0000-0000-000000000000', '2000-01-01T00:00:00Z');
