-- Deliveries in the hands of people: closed by somebody, filtered by target and by cause, targets paused.

-- state may also be closed: it was dead, and somebody said that nobody will send it again
ALTER TABLE delivery ADD COLUMN closed_at TIMESTAMP(6) WITH TIME ZONE;
ALTER TABLE delivery ADD COLUMN closed_by VARCHAR(200);

-- what lists and the board show of one target
CREATE INDEX delivery_target_state ON delivery (target_id, state, created_at DESC, id DESC);
CREATE INDEX delivery_target ON delivery (target_id, created_at DESC, id DESC);
-- what failed in one way
CREATE INDEX delivery_cause ON delivery (state, last_cause, created_at DESC, id DESC);

-- nothing is sent while it stands
ALTER TABLE relay_target ADD COLUMN paused_at TIMESTAMP(6) WITH TIME ZONE;
ALTER TABLE relay_target ADD COLUMN paused_by VARCHAR(200);
