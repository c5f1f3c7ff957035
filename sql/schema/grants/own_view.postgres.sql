-- Postflight refreshes the view, which takes its owner; the view reads with its owner's rights.
-- Writes: the owner of the materialized view. Parameters: none.
ALTER MATERIALIZED VIEW ${schema}."${materialized_view}" OWNER TO "${role}"
