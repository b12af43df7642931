-- What a portal does with its messages: where they are relayed, how they are signed, whose they are.
ALTER TABLE portal ADD COLUMN relay_off BOOLEAN NOT NULL DEFAULT FALSE;
-- 'received' or 'normalised', and how URL and order are used; with the URL, so children inherit them
ALTER TABLE portal ADD COLUMN relay_body VARCHAR(10) NOT NULL DEFAULT 'received';
ALTER TABLE portal ADD COLUMN relay_ordered BOOLEAN NOT NULL DEFAULT TRUE;
-- a JSON object of header names and values, sealed; with the URL
ALTER TABLE portal ADD COLUMN sealed_relay_headers VARBINARY(1000000);
-- which of this portal's own messages are relayed: codes joined by commas, empty for all
ALTER TABLE portal ADD COLUMN relay_check_types VARCHAR(2000) NOT NULL DEFAULT '';
ALTER TABLE portal ADD COLUMN relay_outcomes VARCHAR(500) NOT NULL DEFAULT '';
ALTER TABLE portal ADD COLUMN relay_final_only BOOLEAN NOT NULL DEFAULT FALSE;
-- the secret before the last rotation signs too, until then
ALTER TABLE portal ADD COLUMN sealed_former_signing_secret VARBINARY(1000000);
ALTER TABLE portal ADD COLUMN former_signing_secret_until TIMESTAMP(6) WITH TIME ZONE;
-- the header value before the last rotation is let in too, until then
ALTER TABLE portal ADD COLUMN sealed_former_header_value VARBINARY(1000000);
ALTER TABLE portal ADD COLUMN former_header_value_until TIMESTAMP(6) WITH TIME ZONE;
ALTER TABLE portal ADD COLUMN base_url VARCHAR(2000);
ALTER TABLE portal ADD COLUMN time_zone VARCHAR(60) NOT NULL DEFAULT 'Europe/London';
-- the provider's name for the customer account: learned from the first message, or pinned by a person
-- sealed, for providers have been seen to swap it with the person's id
ALTER TABLE portal ADD COLUMN sealed_client_id VARBINARY(1000000);
ALTER TABLE portal ADD COLUMN client_id_index VARBINARY(32);
ALTER TABLE portal ADD COLUMN client_id_pinned BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX portal_client_id ON portal (client_id_index);

-- Whose message it may be besides: 'other_portal' when its client id is another portal's, 'not_pinned' when it is
-- not the one that a person pinned.
ALTER TABLE message ADD COLUMN client_id_flag VARCHAR(12);
