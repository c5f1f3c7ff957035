-- Notes, within the chunk's own transaction, that it is done and what it wrote.
-- Writes: pipeline_chunks. Parameters: run_id, chunk_id, updated, repaired, unchanged, marked.
UPDATE ${schema}.pipeline_chunks
SET state = 'done', ended_at = clock_timestamp(),
    updated = :updated, repaired = :repaired, unchanged = :unchanged, marked = :marked
WHERE run_id = :run_id AND chunk_id = :chunk_id
