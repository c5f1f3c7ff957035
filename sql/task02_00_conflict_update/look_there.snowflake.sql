-- Puts the asked keys in the place of the delta's: what follows looks there.
-- Writes: searched_keys (temporary). Parameters: none.
${create_work(searched_keys)} AS
SELECT key_no, visit_date, person FROM ${work(asked_keys)}
