-- Notes the statuses of the conflicts that were written, and counts them.
-- Writes: window_rows (temporary). Parameters: none.
, noted AS (
    UPDATE window_rows w SET conflict_status = ${status_letter(written.status)} FROM written WHERE w.conflict_id = written.conflict_id
)
SELECT COUNT(*) AS updated FROM written
