-- Leaves out what was only counted with.
-- Writes: money_next (temporary). Parameters: none.
DELETE FROM money_next n WHERE n.map_row_id NOT IN (SELECT w.id FROM money_wanted w)
