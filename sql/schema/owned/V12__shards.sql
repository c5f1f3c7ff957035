-- The ledger of detection in shards: what a run kept in the warehouse, the plan that is in force, where each of its shards
-- is, and what its cleanup is to resolve. Decision 0015.
-- Writes: pipeline_shard_tables, pipeline_shard_plans, pipeline_shards, pipeline_shard_stale. Parameters: none.
CREATE TABLE ${schema}.pipeline_shard_tables (
    -- How the names of the tables begin. It stands here before they are made, so that none is ever left over.
    kept text PRIMARY KEY,
    run_id text NOT NULL,
    detection text NOT NULL,
    noted_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE ${schema}.pipeline_shard_plans (
    run_id text NOT NULL,
    detection text NOT NULL,
    planned_at timestamptz NOT NULL,
    shards integer NOT NULL,
    kept text NOT NULL,
    -- Whether that is gone from the warehouse.
    dropped boolean NOT NULL,
    -- The rows that the cleanup may change, where so many are stale that it matters.
    scope bigint NOT NULL,
    -- What the cleanup has resolved so far, in all and by rule.
    resolved jsonb NOT NULL DEFAULT '{}',
    PRIMARY KEY (run_id, detection)
);

CREATE TABLE ${schema}.pipeline_shards (
    run_id text NOT NULL,
    detection text NOT NULL,
    shard integer NOT NULL,
    -- Of how many it is one.
    shards integer NOT NULL,
    rows bigint NOT NULL,
    state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'running', 'done', 'failed')),
    -- Grows with each worker that takes it: an earlier one writes no more.
    token bigint NOT NULL DEFAULT 0,
    planned_at timestamptz NOT NULL,
    started_at timestamptz,
    ended_at timestamptz,
    -- What its worker told: counts, rows by rule, warnings.
    told jsonb,
    PRIMARY KEY (run_id, detection, shard),
    -- Who takes it waits for who is writing it, as a token that is read FOR KEY SHARE is part of a key.
    UNIQUE (run_id, detection, shard, token)
);

CREATE TABLE ${schema}.pipeline_shard_stale (
    run_id text NOT NULL,
    detection text NOT NULL,
    -- A row of conflictvisitmaps, and the shard of its primary visit.
    id bigint NOT NULL,
    shard integer,
    PRIMARY KEY (run_id, detection, id)
);
