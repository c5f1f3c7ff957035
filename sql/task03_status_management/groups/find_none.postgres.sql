-- No row is to have another group.
-- Writes: regrouped (temporary). Parameters: none.
CREATE TEMPORARY TABLE regrouped (id bigint, group_id bigint, group_created timestamp)
