-- Lets the planner know the new table before anybody reads it, from a small sample; postflight looks closer.
-- Writes: nothing. Parameters: none.
DO $analyze$
BEGIN
    PERFORM set_config('default_statistics_target', '10', true);
    ANALYZE ${schema}.${next};
END
$analyze$
