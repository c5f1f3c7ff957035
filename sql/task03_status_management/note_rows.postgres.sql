-- Notes the statuses that the map rows of a step have now.
-- Writes: window_rows (temporary). Parameters: none.
UPDATE window_rows w SET status = ${status_letter(c."StatusFlag")}
FROM candidates k JOIN ${schema}.conflictvisitmaps c ON c."ID" = k.id
WHERE w.id = k.id AND w.status <> ${status_letter(c."StatusFlag")}
