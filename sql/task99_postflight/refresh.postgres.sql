-- Refreshes the dashboards' view; readers wait.
-- Writes: the materialized view. Parameters: none.
REFRESH MATERIALIZED VIEW ${schema}."${materialized_view}"
