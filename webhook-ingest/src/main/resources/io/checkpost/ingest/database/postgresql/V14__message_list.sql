-- Filters of the message list under a name: somebody's own, or everybody's. None of them is a person's: what is personal
-- is kept sealed under the person's key or not at all.
CREATE TABLE saved_view (
  id              UUID         PRIMARY KEY,
  -- who made it, as the log calls them
  owner           VARCHAR(200) NOT NULL,
  name            VARCHAR(60)  NOT NULL,
  shared          BOOLEAN      NOT NULL,
  -- which messages: null where it does not matter
  portal_id       UUID,
  provider        VARCHAR(20),
  disposition     VARCHAR(12),
  check_type      VARCHAR(40),
  outcome         VARCHAR(16),
  client_id_flag  VARCHAR(20),
  received_from   TIMESTAMPTZ,
  received_to     TIMESTAMPTZ,
  created_at      TIMESTAMPTZ  NOT NULL,
  CONSTRAINT saved_view_name UNIQUE (owner, name)
);
CREATE INDEX saved_view_shared ON saved_view (name) WHERE shared;

-- How many messages were chosen one by one; null where the filter says which, or there is one, in message_id.
ALTER TABLE replay ADD COLUMN chosen INTEGER;
-- The messages that were chosen.
CREATE TABLE replay_message (
  replay_id   UUID NOT NULL REFERENCES replay (id),
  message_id  UUID NOT NULL,
  PRIMARY KEY (replay_id, message_id)
);
