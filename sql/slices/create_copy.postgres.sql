-- Holds the slices of a list that this session was given to write, with all columns that a list may have.
-- Writes: a temporary table. Parameters: none.
CREATE TEMPORARY TABLE ${work_list} (
    slice int, id bigint, conflict_id bigint, witness bigint, regrouped boolean, group_id bigint, group_created timestamp
)
