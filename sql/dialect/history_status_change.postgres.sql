-- What a change of the status $1 to $2 is called that the step $3 makes; nothing where the status stays, or its change is
-- no more than that of another column.
CASE WHEN $1 IS NOT DISTINCT FROM $2 THEN NULL
    WHEN $2 = 'D' THEN 'deleted'
    WHEN COALESCE($1, '') IN ('R', 'D') AND COALESCE($2, '') NOT IN ('R', 'D') THEN 'reopened'
    WHEN $2 = 'R' AND ($3 LIKE '%/stale_cleanup' OR $3 LIKE '%/updateflag_orphan_cleanup') THEN 'resolved_stale'
    WHEN $3 LIKE 'task03_status_management/%' THEN 'status_step' END
