-- What tells row w of a group from itself before it was changed.
-- Writes: nothing. Parameters: none.
hash_record_extended(ROW(w.id, w.visit_id, w.con_visit_id, w.group_id, w.group_created), 0)
