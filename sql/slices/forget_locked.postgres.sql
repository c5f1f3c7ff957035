-- Takes off a slice what is done. It reads no stored row: people wait for those that are locked.
-- Writes: a temporary table. Parameters: slice.
DELETE FROM ${work_list} k
WHERE k.slice = :slice AND ${include slices/is_done}
