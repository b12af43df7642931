-- Deliveries in the hands of people: closed by somebody, filtered by target and by cause, targets paused.

-- state may also be closed: it was dead, and somebody said that nobody will send it again
ALTER TABLE delivery ADD COLUMN closed_at TIMESTAMPTZ;
ALTER TABLE delivery ADD COLUMN closed_by VARCHAR(200);

-- what lists and the board show of one target; it serves what these two served
CREATE INDEX delivery_target_state ON delivery (target_id, state, created_at DESC, id DESC) WHERE state <> 'delivered';
DROP INDEX delivery_oldest;
DROP INDEX delivery_dead;
CREATE INDEX delivery_target ON delivery (target_id, created_at DESC, id DESC);
-- what failed in one way; what was delivered has no cause
CREATE INDEX delivery_cause ON delivery (state, last_cause, created_at DESC, id DESC) WHERE last_cause IS NOT NULL;

-- nothing is sent while it stands
ALTER TABLE relay_target ADD COLUMN paused_at TIMESTAMPTZ;
ALTER TABLE relay_target ADD COLUMN paused_by VARCHAR(200);
