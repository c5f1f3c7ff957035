-- The ledger of chunked detection: which chunk of which run is where, and the keys of each chunk. One row a chunk.
-- Writes: pipeline_chunks, pipeline_chunk_keys. Parameters: none.
CREATE TABLE ${schema}.pipeline_chunks (
    run_id text NOT NULL,
    chunk_id integer NOT NULL,
    -- Which plan it belongs to: a chunk of an earlier plan of the same run writes no more.
    planned_at timestamptz NOT NULL,
    rows bigint NOT NULL,
    keys bigint NOT NULL,
    first_date date NOT NULL,
    last_date date NOT NULL,
    state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'running', 'done', 'failed')),
    started_at timestamptz,
    ended_at timestamptz,
    updated bigint,
    repaired bigint,
    unchanged bigint,
    marked bigint,
    -- Rows of conflictvisitmaps that it moved to other keys: the chunk that has those keys leaves them alone.
    moved bigint[],
    PRIMARY KEY (run_id, chunk_id)
);

CREATE TABLE ${schema}.pipeline_chunk_keys (
    run_id text NOT NULL,
    chunk_id integer NOT NULL,
    visit_date date NOT NULL,
    ssn text,
    rows bigint NOT NULL
);
CREATE INDEX pipeline_chunk_keys_of_chunk ON ${schema}.pipeline_chunk_keys (run_id, chunk_id);
