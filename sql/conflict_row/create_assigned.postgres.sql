-- Holds, within a slice's transaction, the conflict of each primary visit that needs one.
-- Writes: assigned (temporary). Parameters: none.
CREATE TEMPORARY TABLE assigned (visit_id uuid PRIMARY KEY, conflict_id bigint, is_new boolean, created timestamp)
ON COMMIT DELETE ROWS
