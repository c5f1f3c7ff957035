-- Whether row w of the window belongs to a group: it is open or decided, and names a visit.
-- Writes: nothing. Parameters: none.
(w.status NOT IN ('R', 'D') AND (w.visit_id IS NOT NULL OR w.con_visit_id IS NOT NULL))
