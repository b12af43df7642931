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
-- the replay that asked for it; null when it was never observed before
ALTER TABLE owed_observation ADD COLUMN replay_id UUID;
UPDATE owed_observation SET first_failed_at = failed_at, hold_until = failed_at;

DROP INDEX owed_observation_shard;
CREATE INDEX owed_observation_due ON owed_observation (shard, state, due_at);
CREATE INDEX owed_observation_lane ON owed_observation (subject_id, observer, position, ordinal);
CREATE INDEX owed_observation_observer ON owed_observation (observer, state, position, ordinal);
CREATE INDEX owed_observation_replay ON owed_observation (replay_id);

-- The observers that nodes have, each seen by whoever has it.
CREATE TABLE observer (
  id             VARCHAR(200) PRIMARY KEY,
  event_type     VARCHAR(300) NOT NULL,
  registered_at  TIMESTAMP(6) WITH TIME ZONE  NOT NULL,
  seen_at        TIMESTAMP(6) WITH TIME ZONE  NOT NULL
);
