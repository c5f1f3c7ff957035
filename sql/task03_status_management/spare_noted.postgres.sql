-- Spares the conflicts that an earlier try has spared.
-- Writes: window_rows (temporary). Parameters: work.
UPDATE window_rows SET conflict_status = '=', conflict_unmarked = FALSE
WHERE 'spared ' || conflict_id IN (
    SELECT unnest(p.steps_done) FROM ${schema}.pipeline_steps p WHERE p.steps_of = :work)
