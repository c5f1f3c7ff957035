-- Whether the agency n is no demo; NULL is neither.
-- Writes: nothing. Parameters: none.
n."Is Demo" = FALSE
