-- Whether a live conflict f may be shown as updated: not settled by people or at the source, not without an answer.
-- Writes: nothing. Parameters: none.
(COALESCE(f."StatusFlag", '') NOT IN ('D', 'I', 'W', 'U') AND COALESCE(f."NoResponseFlag", '') <> 'Yes')
