-- The money at stake, by map row, as the payers' common view defines it; beyond it, each minute once (docs/operating.md).
-- Writes: pipeline_money. Parameters: none.
CREATE TABLE ${schema}.pipeline_money (
    -- "ID" of conflictvisitmaps: a row for each that the view shows.
    map_row_id bigint PRIMARY KEY,
    conflict_id bigint NOT NULL,
    group_id bigint NOT NULL,
    visit_id uuid,
    visit_date date,
    payer_id uuid NOT NULL,
    provider_id uuid,
    county text,
    -- unresolved, final (the row is R), or other (D, W, I).
    standing text NOT NULL,
    -- The flags of the row that are Y: the rules, and InServiceFlag.
    rules text[] NOT NULL,
    cost_type text NOT NULL,
    visit_type text NOT NULL,
    conflict_type text NOT NULL,
    full_minutes numeric NOT NULL,
    overlap_minutes numeric NOT NULL,
    shift_price numeric NOT NULL,
    overlap_price numeric NOT NULL,
    final_price numeric NOT NULL,
    -- Of the rows of one visit, one: how many visits there are.
    first_of_visit boolean NOT NULL,
    -- Whether any row of the visit has a rate; where none has, the prices below are NULL.
    rate_known boolean NOT NULL,
    -- Minutes that no earlier row of the visit has, so that they add up to the visit's and the conflict's; their price.
    union_minutes numeric NOT NULL,
    union_price numeric,
    -- Likewise among the visit's rows of this standing.
    standing_minutes numeric NOT NULL,
    standing_price numeric,
    -- Minutes of the clock that no earlier row of the group has: they add up to the group's.
    group_minutes numeric NOT NULL
);
