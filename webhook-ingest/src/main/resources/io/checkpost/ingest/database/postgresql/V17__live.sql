-- That something changed on a node, so that the others tell their open pages. A node counts on in rows of its own, after
-- each commit that it tells of, so that no two nodes wait for each other and whoever sees the mark sees what it is of.
CREATE TABLE change_mark (
  node     UUID        NOT NULL,
  topic    VARCHAR(20) NOT NULL,
  mark     BIGINT      NOT NULL,
  left_at  TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (node, topic)
);
