-- Twice.
twice($1) + twice($1)
