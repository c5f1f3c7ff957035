-- Lets the planner know the new table before anybody reads it, and which pages hold only what everybody sees.
-- Writes: nothing. Parameters: none.
VACUUM (ANALYZE) ${beside}.conflictvisitmaps
