-- Likewise, of those that are to be counted anew and what they are counted with; they are found by index.
-- Writes: money_rows (temporary). Parameters: none.
CREATE TEMPORARY TABLE money_rows AS
SELECT * FROM (
    ${include task03_status_management/money/rows} AND c."ID" = ANY (ARRAY(SELECT b.id FROM money_beside b))
) n
WHERE n.row_no = 1
