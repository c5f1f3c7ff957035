-- Into which part the group of row w falls; of parts there are a power of two.
-- Writes: nothing. Parameters: parts.
(hashint8(w.group_id) & (CAST(:parts AS int) - 1))
