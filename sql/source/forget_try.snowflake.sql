-- Takes the tried table away again.
-- Writes: tried (temporary). Parameters: none.
DROP TABLE ${work(tried)}
