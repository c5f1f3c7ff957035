-- Refreshes the dashboards' view while people read it.
-- Writes: the materialized view. Parameters: none.
REFRESH MATERIALIZED VIEW CONCURRENTLY ${schema}."${materialized_view}"
