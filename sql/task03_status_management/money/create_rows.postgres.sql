-- The map rows that payers see, with what their money is made of.
-- Writes: money_rows (temporary). Parameters: none.
CREATE TEMPORARY TABLE money_rows AS
SELECT * FROM (
    ${include task03_status_management/money/rows}
) n
WHERE n.row_no = 1
