-- The keys that are searched, visit date and person, numbered: those of what key_origins has and does not leave out.
-- Writes: searched_keys (temporary). Parameters: none.
${create_work(searched_keys)} AS
SELECT ROW_NUMBER() OVER (ORDER BY visit_date, person) AS key_no, visit_date, person
FROM (SELECT DISTINCT visit_date, person FROM ${work(key_origins)} WHERE left_out IS NULL) keys
