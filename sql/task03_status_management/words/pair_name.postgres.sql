-- The name that both rows of a pair have, made of their four ids.
-- Writes: nothing. Parameters: none.
LEAST(${include task03_status_management/words/own_visit}, ${include task03_status_management/words/con_visit})
    || '_' || GREATEST(${include task03_status_management/words/own_visit}, ${include task03_status_management/words/con_visit})
