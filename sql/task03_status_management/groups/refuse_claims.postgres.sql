-- Where several components want one group, the one with its lowest row has it, and the others want their next.
-- Writes: group_claims (temporary). Parameters: none.
DELETE FROM group_claims c
USING (
    SELECT w.component, w.group_id, ROW_NUMBER() OVER (PARTITION BY w.group_id ORDER BY w.first_row) AS place
    FROM (${include task03_status_management/words/wanted_groups}) w
) p
WHERE p.place > 1 AND c.component = p.component AND c.group_id = p.group_id
