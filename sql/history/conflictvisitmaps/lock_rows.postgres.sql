-- Locks stored rows of a slice that nobody else holds, so many at the most, and keeps what they are; it waits for none.
-- Writes: locked, rows_before (temporary). Parameters: slice, most.
WITH held AS MATERIALIZED (
    SELECT c."ID", ${columns history c."$name"}
    FROM ${schema}.conflictvisitmaps c
    WHERE c."ID" IN (SELECT k.id FROM ${work_list} k WHERE k.slice = :slice)
    LIMIT :most
    FOR NO KEY UPDATE OF c SKIP LOCKED
), kept AS (
    INSERT INTO rows_before SELECT * FROM held ON CONFLICT DO NOTHING
)
INSERT INTO locked (id) SELECT h."ID" FROM held h ON CONFLICT DO NOTHING
