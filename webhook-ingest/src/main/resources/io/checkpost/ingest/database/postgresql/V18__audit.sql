-- Who did what, when and from where. Only ever added to: see docs/running.md for a database role that can do no more.
CREATE TABLE audit_entry (
  -- without gaps, in the order of the commits
  sequence       BIGINT        PRIMARY KEY,
  recorded_at    TIMESTAMPTZ   NOT NULL,
  actor          VARCHAR(210)  NOT NULL,
  address        VARCHAR(60),
  action         VARCHAR(60)   NOT NULL,
  -- what it was done to: message:, portal:, user: and so on, and its id or name
  about          VARCHAR(250)  NOT NULL,
  portal_id      UUID,
  -- JSON objects of what changed, without anything secret or personal
  state_before   TEXT,
  state_after    TEXT,
  -- under the key of whom it is about, so that it goes with them; under the master keyset where that is nobody
  reason_key_id  UUID,
  sealed_reason  BYTEA,
  -- a keyed hash of the row and of that of the row before
  mac            BYTEA         NOT NULL
);
CREATE INDEX audit_entry_actor ON audit_entry (actor, sequence DESC);
CREATE INDEX audit_entry_action ON audit_entry (action, sequence DESC);
CREATE INDEX audit_entry_about ON audit_entry (about, sequence DESC);
CREATE INDEX audit_entry_portal ON audit_entry (portal_id, sequence DESC);
CREATE INDEX audit_entry_time ON audit_entry (recorded_at DESC);

-- The end of the chain; whoever adds to it holds its one row until the commit.
CREATE TABLE audit_head (
  id        SMALLINT  PRIMARY KEY,
  sequence  BIGINT    NOT NULL,
  mac       BYTEA     NOT NULL
);
INSERT INTO audit_head (id, sequence, mac) VALUES (1, 0, '\x');
