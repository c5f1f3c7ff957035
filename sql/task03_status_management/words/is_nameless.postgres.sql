-- Whether map row c has no name, and one fits.
-- Writes: nothing. Parameters: none.
COALESCE(${include task03_status_management/words/reverse_length} <= 100, FALSE)
