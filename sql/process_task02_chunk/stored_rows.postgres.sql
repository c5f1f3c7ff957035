-- The stored rows of a chunk: those on its keys, in the window, that are pairs of two visits, but none that another
-- chunk of the run has moved there.
-- Writes: stored_rows (temporary). Parameters: run_id, chunk_id, window_from, window_to.
CREATE TEMPORARY TABLE stored_rows AS
SELECT c."ID" AS id, c."VisitID" AS visit_id, c."ConVisitID" AS con_visit_id, c."VisitDate" AS visit_date, c."SSN" AS ssn
FROM (
    SELECT c.*
    FROM ${schema}.pipeline_chunk_keys k
    JOIN ${schema}.conflictvisitmaps c ON c."VisitDate" = k.visit_date AND c."SSN" = k.ssn
    WHERE k.run_id = :run_id AND k.chunk_id = :chunk_id
    UNION ALL
    -- A key without an SSN; asked for apart, so that the others are found by their index.
    SELECT c.*
    FROM ${schema}.pipeline_chunk_keys k
    JOIN ${schema}.conflictvisitmaps c ON c."VisitDate" = k.visit_date AND c."SSN" IS NULL
    WHERE k.run_id = :run_id AND k.chunk_id = :chunk_id AND k.ssn IS NULL
) c
WHERE c."VisitDate" BETWEEN CAST(:window_from AS date) AND CAST(:window_to AS date)
    AND ${include conflict_row/no_event_dates}
    AND c."ID" NOT IN (SELECT UNNEST(p.moved) FROM ${schema}.pipeline_chunks p WHERE p.run_id = :run_id)
