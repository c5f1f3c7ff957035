-- What the money at stake was last counted by, so that the next count looks at what has changed since (docs/decisions/0017).
-- Writes: pipeline_money_seen. Parameters: none.
CREATE TABLE ${schema}.pipeline_money_seen (
    id smallint PRIMARY KEY CHECK (id = 1),
    -- Of the rows that transactions before this one wrote, none was missed.
    seen_before bigint NOT NULL,
    -- The transaction that wrote this row: restored from a dump it is another's, and says nothing.
    noted_by bigint NOT NULL,
    -- The statements by which it was counted, and the tables.
    counted_by text NOT NULL,
    counted_of text NOT NULL
);
