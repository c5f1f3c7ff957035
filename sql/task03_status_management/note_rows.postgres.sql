-- Notes the statuses of the map rows that were written, and counts them.
-- Writes: window_rows (temporary). Parameters: none.
, noted AS (
    UPDATE window_rows w SET status = ${status_letter(written.status)} FROM written WHERE w.id = written.id
)
SELECT COUNT(*) AS updated FROM written
