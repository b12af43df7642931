-- What observers are owed, and when they are to be tried. A row without a failure is only held: behind an earlier one
-- of the same subject, for an observer that another node has, or because it is to be replayed.
ALTER TABLE owed_observation ALTER COLUMN failed_at DROP NOT NULL;
ALTER TABLE owed_observation ALTER COLUMN cause DROP NOT NULL;
-- waiting, dead (given up, until a person replays it), closed (by a person)
ALTER TABLE owed_observation ADD COLUMN state VARCHAR(8) NOT NULL DEFAULT 'waiting';
ALTER TABLE owed_observation ADD COLUMN due_at TIMESTAMP(6) WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP;
ALTER TABLE owed_observation ADD COLUMN first_failed_at TIMESTAMP(6) WITH TIME ZONE;
-- later updates of the subject wait until then, and no longer
ALTER TABLE owed_observation ADD COLUMN hold_until TIMESTAMP(6) WITH TIME ZONE;
-- a later update of the subject was let pass
ALTER TABLE owed_observation ADD COLUMN out_of_order BOOLEAN NOT NULL DEFAULT FALSE;
-- the replay that asked for it; null for what was accepted and never observed before
ALTER TABLE owed_observation ADD COLUMN replay_id UUID;
-- replays are found apart, so that a hundred thousand of them stand in front of nothing
ALTER TABLE owed_observation ADD COLUMN replayed BOOLEAN GENERATED ALWAYS AS (replay_id IS NOT NULL);
UPDATE owed_observation SET first_failed_at = failed_at, hold_until = failed_at;

DROP INDEX owed_observation_shard;
-- which observers are owed, and what of it is due: of one observer, for another one's many must not be in the way
CREATE INDEX owed_observation_due ON owed_observation (state, observer, replayed, due_at, shard);
-- what an observer is owed of one subject, in order
CREATE INDEX owed_observation_lane ON owed_observation (subject_id, state, observer, position, ordinal);
-- lists, newest message first
CREATE INDEX owed_observation_newest ON owed_observation (observer, state, replayed, message_id DESC, ordinal DESC);
CREATE INDEX owed_observation_replay ON owed_observation (replay_id);

-- The observers that nodes have, each seen by whoever has it.
CREATE TABLE observer (
  id             VARCHAR(200) PRIMARY KEY,
  event_type     VARCHAR(300) NOT NULL,
  registered_at  TIMESTAMP(6) WITH TIME ZONE  NOT NULL,
  seen_at        TIMESTAMP(6) WITH TIME ZONE  NOT NULL
);
INSERT INTO observer (id, event_type, registered_at, seen_at)
  SELECT observer, '', MIN(failed_at), MIN(failed_at) FROM owed_observation GROUP BY observer;
