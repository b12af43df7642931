-- A person's changes, newest first, whichever check they are of; what only repeats costs nothing.
CREATE INDEX check_update_subject
  ON check_update (subject_id, received_at DESC, message_id DESC, ordinal DESC) WHERE kind IS NOT NULL;

-- The messages of a client reference in order, too: one that a customer gives everybody is read no further than a page.
DROP INDEX message_client_reference;
CREATE INDEX message_client_reference ON message (client_reference_index, received_at DESC, id DESC)
  WHERE client_reference_index IS NOT NULL;
