-- Leaves room in each page for the next version of a row: four rows fill one, 70 makes 96% of updates HOT.
-- Writes: the storage parameters of conflictvisitmaps. Parameters: none.
ALTER TABLE ${schema}.conflictvisitmaps SET (fillfactor = 70)
