-- How a user wants to read the pages: a language tag and a name of the time zone database. NULL: the browser's language,
-- the server's zone.
ALTER TABLE app_user ADD COLUMN language VARCHAR(10);
ALTER TABLE app_user ADD COLUMN time_zone VARCHAR(100);
