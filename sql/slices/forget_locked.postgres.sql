-- Takes off a slice what is done of it; the rest, of which nothing is known to be held, is asked of no table while rows are.
-- Writes: a temporary table. Parameters: slice.
DELETE FROM ${work_list} k
WHERE k.slice = :slice AND (k.${key} IS NULL OR EXISTS (SELECT 1 FROM locked l WHERE l.id = k.${key}))
