-- Everybody: whose day is crowded is asked of the whole window, whoever has an event.
-- Writes: people (temporary). Parameters: none.
CREATE TEMPORARY TABLE people AS
SELECT DISTINCT c."Caregiver Id" AS caregiver_id FROM ${source(DIMCAREGIVER)} c
