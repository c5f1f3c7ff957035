-- Notes which rows of the chunk stand on keys of others now, so that each row is looked at by one chunk.
-- Writes: pipeline_chunks. Parameters: run_id, chunk_id.
UPDATE ${schema}.pipeline_chunks
SET moved = (
    SELECT array_agg(c."ID")
    FROM stored_rows s
    JOIN ${schema}.conflictvisitmaps c ON c."ID" = s.id
    WHERE NOT EXISTS (
        SELECT 1 FROM ${schema}.pipeline_chunk_keys k
        WHERE k.run_id = :run_id AND k.chunk_id = :chunk_id
            AND k.visit_date = c."VisitDate" AND COALESCE(k.ssn, '') = COALESCE(c."SSN", '')))
WHERE run_id = :run_id AND chunk_id = :chunk_id
