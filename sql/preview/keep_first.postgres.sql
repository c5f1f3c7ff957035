-- Keeps what the first of two versions would change.
-- Writes: first_changes (temporary). Parameters: none.
ALTER TABLE changes RENAME TO first_changes
