-- An API key has an id by which it can be named without being known, and roles as a user has them (joined by commas).
-- Those that there are could do everything, and still can.
ALTER TABLE api_key ADD COLUMN id UUID;
UPDATE api_key SET id = random_uuid();
ALTER TABLE api_key ALTER COLUMN id SET NOT NULL;
ALTER TABLE api_key ADD CONSTRAINT api_key_id UNIQUE (id);
ALTER TABLE api_key ADD COLUMN roles VARCHAR(200) DEFAULT 'administrator' NOT NULL;
ALTER TABLE api_key ALTER COLUMN roles DROP DEFAULT;
