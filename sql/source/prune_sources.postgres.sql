-- Forgets the oldest measurements; those that were let through have a count of their own, so that refused tries push none out.
-- Writes: pipeline_sources. Parameters: none.
DELETE FROM ${schema}.pipeline_sources WHERE run_id IN (
    SELECT run_id
    FROM (SELECT run_id, ROW_NUMBER() OVER (PARTITION BY let_through ORDER BY measured_at DESC) AS age
          FROM ${schema}.pipeline_sources) aged
    WHERE age > 60)
