-- What the rows of groups came to when all groups were right, so that the next run looks at what has changed since (docs/decisions/0011).
-- Writes: pipeline_groups_seen. Parameters: none.
CREATE TABLE ${schema}.pipeline_groups_seen (
    id smallint PRIMARY KEY CHECK (id = 1),
    -- Of the rows whose group falls into the part of each place: the sum of their hashes.
    sums numeric[] NOT NULL,
    -- The statements that summed up.
    summed_by text NOT NULL
);
