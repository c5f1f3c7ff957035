-- Map rows of which a computed column is another: the candidates of four steps; those that get a group beside each other.
-- Writes: candidates (temporary). Parameters: slice_rows.
CREATE TEMPORARY TABLE candidates AS
SELECT w.id, g.id IS NOT NULL AS regrouped, g.group_id, g.group_created,
    ${slice(ROW_NUMBER() OVER (ORDER BY g.group_id, w.id), :slice_rows)}
FROM window_rows w LEFT JOIN regrouped g ON g.id = w.id
WHERE w.times_differ OR w.rates_differ OR w.reverse_length <= 100 OR g.id IS NOT NULL
