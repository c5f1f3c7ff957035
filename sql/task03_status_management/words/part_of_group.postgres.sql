-- Into which of 16,384 parts the group of row w falls.
-- Writes: nothing. Parameters: none.
(hashint8(w.group_id) & 16383)
