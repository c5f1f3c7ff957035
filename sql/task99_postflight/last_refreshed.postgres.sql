-- When a run last refreshed the dashboards.
-- Writes: nothing. Parameters: none.
SELECT dashboards_refreshed_at AS at FROM ${schema}.pipeline_lock
