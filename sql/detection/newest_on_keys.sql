-- Of each visit on keys the copy that counts, with what the rules read of it.
-- Writes: nothing. Parameters: window_from, window_to.
WITH on_keys AS (
    ${include detection/on_keys}
)
SELECT n."Visit Id", n."Visit Date", n."Caregiver Id", n."Provider Id", n."Provider Patient Id", n."Payer Patient Id",
    n."Scheduled Start Time", n."Scheduled End Time", n."Visit Start Time", n."Visit End Time", n."Visit Updated Timestamp",
    n."Call In GPS Coordinates", n."Call Out GPS Coordinates", n.endless
FROM (
    SELECT v.*, ${include detection/endless} AS endless, ROW_NUMBER() OVER (PARTITION BY v."Visit Id" ORDER BY ${include detection/newest_first}) AS copy_no
    FROM ${source(FACTVISITCALLPERFORMANCE_CR, "Visit Id" IN (SELECT visit_id FROM on_keys))} v
) n
WHERE n.copy_no = 1
