-- Notes the statuses that the conflicts of a step have now.
-- Writes: window_rows (temporary). Parameters: none.
UPDATE window_rows w SET conflict_status = ${status_letter(f."StatusFlag")}
FROM (SELECT DISTINCT conflict_id FROM candidates) k JOIN ${schema}.conflicts f ON f."CONFLICTID" = k.conflict_id
WHERE w.conflict_id = k.conflict_id AND w.conflict_status <> ${status_letter(f."StatusFlag")}
