-- Puts the asked keys in the place of the delta's: what follows looks there.
-- Writes: delta_keys (temporary). Parameters: none.
${create_work(delta_keys)} AS
SELECT key_no, visit_date, person FROM ${work(asked_keys)}
