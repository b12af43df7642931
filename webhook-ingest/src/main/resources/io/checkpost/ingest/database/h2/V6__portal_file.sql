-- The name of a portal in the file of portals, by which the file finds it again.
ALTER TABLE portal ADD COLUMN file_key VARCHAR(100);
ALTER TABLE portal ADD CONSTRAINT portal_file_key UNIQUE (file_key);
-- the name of the header before the last rotation, where that changed it
ALTER TABLE portal ADD COLUMN former_header_name VARCHAR(100);

-- One row, locked by whoever changes the shape of the tree or applies the file, before any portal: two moves at once
-- could make a cycle that neither sees.
CREATE TABLE portal_tree (
  id  SMALLINT PRIMARY KEY
);
INSERT INTO portal_tree (id) VALUES (1);

CREATE INDEX message_client_id_flag ON message (client_id_flag, received_at DESC, id DESC);
