-- Notes that the dashboards show the conflicts as they are now.
-- Writes: pipeline_lock. Parameters: none.
UPDATE ${schema}.pipeline_lock SET dashboards_refreshed_at = clock_timestamp()
