-- Of each visit of ids (visit_id) that is there the copy that counts, and how many copies there are.
-- Writes: nothing. Parameters: none.
SELECT * FROM (
    SELECT v.*, ROW_NUMBER() OVER (PARTITION BY v."Visit Id" ORDER BY ${include detection/newest_first}) AS copy_no,
        COUNT(*) OVER (PARTITION BY v."Visit Id") AS copies
    FROM ${source(FACTVISITCALLPERFORMANCE_CR, "Visit Id" IN (SELECT visit_id FROM ids))} v
) newest
WHERE copy_no = 1
