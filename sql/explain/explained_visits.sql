-- The visits of the explained pairs that are there.
-- Writes: explained_visits (temporary). Parameters: none.
${create_work(explained_visits)} AS
WITH ids AS (
    SELECT a_visit_id AS visit_id FROM ${work(explained_pairs)} UNION SELECT b_visit_id FROM ${work(explained_pairs)}
)
${include explain/newest_with_copies}
