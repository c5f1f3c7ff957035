-- Takes off a slice of which rows are left what is done, and what is not stored any more.
-- Writes: a temporary table. Parameters: slice.
DELETE FROM ${work_list} k
WHERE k.slice = :slice AND (${include slices/is_done}
    OR NOT EXISTS (SELECT 1 FROM ${schema}.${table} c WHERE c."${id}" = k.${key}))
