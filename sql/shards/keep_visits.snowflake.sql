-- Keeps the attributes of each visit that is in a pair to be written.
-- Writes: the kept visits (transient). Parameters: none.
CREATE OR REPLACE TRANSIENT TABLE ${work(${kept})} DATA_RETENTION_TIME_IN_DAYS = 0 AS
${include detection/visits}
