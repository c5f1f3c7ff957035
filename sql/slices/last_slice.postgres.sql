-- The last slice of a list of what is to be written; 0 where it has but one, or none.
-- Writes: nothing. Parameters: none.
SELECT COALESCE(MAX(slice), 0) AS slice FROM ${work_list}
