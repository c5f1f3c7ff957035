-- The groups as the older chain's nights left them: by three joins, so that of a long chain there are several.
-- Writes: row_group. Variables: none.
CREATE TABLE row_end AS
SELECT map_id, row_key, created, unnest([
    visit || CASE WHEN copy > 0 AND event_side = 1 THEN 'event' ELSE CAST(copy AS VARCHAR) END,
    other || CASE WHEN origin = 'pto' THEN 'vacation' WHEN copy > 0 AND event_side = 2 THEN 'event'
             ELSE CAST(copy AS VARCHAR) END]) AS visit_key
FROM stored_row;

CREATE TABLE row_group AS
WITH one AS (
    SELECT map_id, row_key, created, visit_key, min(map_id) OVER (PARTITION BY visit_key) AS first FROM row_end
), two AS (
    SELECT *, min(nearer) OVER (PARTITION BY visit_key) AS second
    FROM (SELECT *, min(first) OVER (PARTITION BY map_id) AS nearer FROM one)
), three AS (
    SELECT map_id, any_value(row_key) AS row_key, any_value(created) AS created, min(second) AS third FROM two GROUP BY map_id
), numbered AS (
    SELECT map_id, row_key, dense_rank() OVER (ORDER BY third) AS group_id,
           date_trunc('day', min(created) OVER (PARTITION BY third)) + to_hours(26) AS grouped
    FROM three
)
-- a night that was cut off
SELECT map_id, CASE WHEN draw(row_key, 'grouped') > 0.01 THEN group_id END AS group_id,
       CASE WHEN draw(row_key, 'grouped') > 0.01 THEN grouped END AS grouped
FROM numbered;
