-- Whether the agency n is active; NULL is not.
-- Writes: nothing. Parameters: none.
n."Is Active" = TRUE
