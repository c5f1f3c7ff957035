-- Keeps the attributes of each event that is in a pair.
-- Writes: the kept events (transient). Parameters: none.
CREATE OR REPLACE TRANSIENT TABLE ${work(${kept})} DATA_RETENTION_TIME_IN_DAYS = 0 AS
${include task02_01_inservice_conflict/event_rows}
