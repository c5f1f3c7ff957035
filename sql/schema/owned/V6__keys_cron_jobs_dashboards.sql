-- A key for the keys of chunks, without which their deletion cannot be published (a person's may be none); what else is
-- noted beside the lock: more cron jobs of the name to switch on again, and when the dashboards were last refreshed.
-- Writes: pipeline_chunk_keys, pipeline_lock. Parameters: none.
ALTER TABLE ${schema}.pipeline_chunk_keys ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY;

ALTER TABLE ${schema}.pipeline_lock ADD COLUMN more_cron_jobs bigint[], ADD COLUMN dashboards_refreshed_at timestamptz;
