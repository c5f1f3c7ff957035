-- Tells people when the tables were last brought up to date, in UTC as all that is written here.
-- Writes: settings. Parameters: none.
UPDATE ${schema}.settings SET "LastLoadDate" = clock_timestamp() AT TIME ZONE 'UTC'
