-- How many closings do not say since when the row was open.
-- Writes: nothing. Parameters: none.
SELECT COUNT(*) AS undated FROM trend_turns t WHERE NOT t.opens AND t.opened_at IS NULL
