-- The asked visits that are there.
-- Writes: asked_visits (temporary). Parameters: none.
${create_work(asked_visits)} AS
WITH ids AS (
    SELECT visit_id FROM ${work(asked_ids)}
)
${include explain/newest_with_copies}
