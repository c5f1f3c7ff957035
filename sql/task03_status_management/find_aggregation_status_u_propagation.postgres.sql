-- Conflicts that are to be shown as updated, with the map rows that are the reason.
-- Writes: candidates (temporary). Parameters: none.
CREATE TEMPORARY TABLE candidates ON COMMIT DROP AS
SELECT w.conflict_id, w.id
FROM window_rows w JOIN ${schema}.conflicts f ON f."CONFLICTID" = w.conflict_id
WHERE w.status = 'U' AND ${include task03_status_management/conflict_can_be_updated}
UNION ALL
SELECT w.conflict_id, w.id
FROM window_rows w JOIN ${schema}.conflicts f ON f."CONFLICTID" = w.conflict_id
WHERE w.status = 'N' AND f."StatusFlag" = 'R' AND ${include task03_status_management/conflict_can_be_updated}
