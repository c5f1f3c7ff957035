-- Whether the caregiver n has a number at all.
-- Writes: nothing. Parameters: none.
TRIM(n."SSN") <> ''
