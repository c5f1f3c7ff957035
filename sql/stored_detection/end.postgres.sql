-- Ends it, and nothing is left: its tables and settings go.
-- Writes: nothing. Parameters: none.
ROLLBACK
