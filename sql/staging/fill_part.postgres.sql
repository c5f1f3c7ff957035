-- The same of a range of places, block and row, in conflictvisitmaps or, where it is partitioned, in each of its partitions.
-- Writes: the table that is to take the place of conflictlog_staging. Parameters: created, from_place, to_place, window_from, window_to.
${include staging/fill}
    AND m.ctid >= CAST(:from_place AS tid) AND m.ctid < CAST(:to_place AS tid)
