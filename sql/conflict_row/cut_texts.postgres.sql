-- Counts, by column, the visits whose text is longer than the column that it goes to.
-- Writes: nothing. Parameters: none.
SELECT
    ${columns text COUNT(*) FILTER (WHERE length("$attribute") > $width) AS "$name"}
FROM visits_in
