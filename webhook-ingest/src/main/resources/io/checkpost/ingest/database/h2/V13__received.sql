-- What was received, counted by the hour, so that nobody has to count messages to know. Hours are those of UTC. A row with
-- an empty check_type counts messages by how they ended; one with a check_type counts accepted messages that report that
-- outcome of it. portal_id is nil for all portals together.
CREATE TABLE received_hour (
  portal_id    UUID        NOT NULL,
  since        TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  disposition  VARCHAR(12) NOT NULL,
  check_type   VARCHAR(40) NOT NULL,
  outcome      VARCHAR(16) NOT NULL,
  messages     BIGINT      NOT NULL,
  PRIMARY KEY (portal_id, since, disposition, check_type, outcome)
);

-- What transactions add to it or take from it: only ever inserted, so that nobody waits for anybody, and folded into the
-- hours by one node at a time.
CREATE TABLE received_delta (
  -- H2 commits the whole store each time it reserves numbers, 32 of them where nothing is said
  id           BIGINT      GENERATED ALWAYS AS IDENTITY (CACHE 4096) PRIMARY KEY,
  portal_id    UUID        NOT NULL,
  since        TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  disposition  VARCHAR(12) NOT NULL,
  check_type   VARCHAR(40) NOT NULL,
  outcome      VARCHAR(16) NOT NULL,
  messages     BIGINT      NOT NULL
);

INSERT INTO duty (name, owner, lease_until) VALUES
  ('received', '00000000-0000-0000-0000-000000000000', '2000-01-01T00:00:00Z');

-- what there is already
INSERT INTO received_hour (portal_id, since, disposition, check_type, outcome, messages)
  SELECT portal_id, since, disposition, '', '', COUNT(*)
  FROM (SELECT portal_id, disposition, DATE_TRUNC('hour', received_at AT TIME ZONE 'UTC') AS since FROM message) received
  GROUP BY portal_id, since, disposition;
INSERT INTO received_hour (portal_id, since, disposition, check_type, outcome, messages)
  SELECT portal_id, since, 'accepted', check_type, outcome, COUNT(*)
  FROM (
    SELECT DISTINCT m.id, m.portal_id, DATE_TRUNC('hour', m.received_at AT TIME ZONE 'UTC') AS since, u.check_type, u.outcome
    FROM message m JOIN check_update u ON u.message_id = m.id WHERE m.disposition = 'accepted') reported
  GROUP BY portal_id, since, check_type, outcome;
INSERT INTO received_hour (portal_id, since, disposition, check_type, outcome, messages)
  SELECT CAST('00000000-0000-0000-0000-000000000000' AS UUID), since, disposition, check_type, outcome, SUM(messages)
  FROM received_hour GROUP BY since, disposition, check_type, outcome;
