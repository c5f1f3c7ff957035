-- The days and persons that rows of the asked visits are stored under, from a JSON list of {d, s}.
-- Writes: keys_stored (temporary). Parameters: stored_keys.
${create_work(keys_stored)} AS
SELECT k.d AS visit_date, ${person(k.s)} AS person FROM json_to_recordset(CAST(:stored_keys AS json)) AS k (d date, s text)
