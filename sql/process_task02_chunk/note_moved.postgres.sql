-- Notes which rows of the chunk stand on keys of others now, so that each row is looked at by one chunk. NOT IN has a hash
-- of its own, where the transaction of a slice allows no hash joins.
-- Writes: pipeline_chunks. Parameters: run_id, chunk_id.
UPDATE ${schema}.pipeline_chunks
SET moved = (
    SELECT array_agg(c."ID")
    FROM stored_rows s
    JOIN ${schema}.conflictvisitmaps c ON c."ID" = s.id
    WHERE (c."VisitDate", COALESCE(c."SSN", '')) NOT IN (
        SELECT k.visit_date, COALESCE(k.ssn, '') FROM ${schema}.pipeline_chunk_keys k
        WHERE k.run_id = :run_id AND k.chunk_id = :chunk_id))
WHERE run_id = :run_id AND chunk_id = :chunk_id
