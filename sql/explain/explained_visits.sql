-- The visits of the asked pairs that are there, each as the copy that counts; and how many copies there are.
-- Writes: explained_visits (temporary). Parameters: none.
${create_work(explained_visits)} AS
WITH copies AS (
    SELECT v.*, ROW_NUMBER() OVER (PARTITION BY v."Visit Id" ORDER BY ${include detection/newest_first}) AS copy_no,
        COUNT(*) OVER (PARTITION BY v."Visit Id") AS copies
    FROM ${source(FACTVISITCALLPERFORMANCE_CR)} v
    WHERE v."Visit Id" IN (
        SELECT a_visit_id FROM ${work(explained_pairs)} UNION SELECT b_visit_id FROM ${work(explained_pairs)})
)
SELECT * FROM copies WHERE copy_no = 1
