-- Open conflicts of which the primary visit was missed, as an open map row says (its witness), or of which every map row
-- in the window has a missed visit (no witness is needed); with the row that says who answers for the missed visit.
-- Writes: candidates (temporary). Parameters: slice_rows.
CREATE TEMPORARY TABLE candidates AS
WITH missed_rows AS (
    SELECT w.conflict_id, w.id, w.missed, ${include task03_status_management/words/witness} AS witness
    FROM window_rows w
    WHERE (w.missed OR w.con_missed) AND w.conflict_status IN ('N', 'U', '?')
), held AS (
    SELECT DISTINCT w.conflict_id
    FROM window_rows w
    WHERE NOT (w.missed OR w.con_missed) AND w.conflict_id IN (SELECT conflict_id FROM missed_rows)
)
SELECT m.conflict_id, (array_agg(m.id ORDER BY m.missed DESC, m.id))[1] AS id,
    CASE WHEN h.conflict_id IS NOT NULL THEN MIN(m.id) FILTER (WHERE m.witness) END AS witness,
    ${include slices/row_slice}
FROM missed_rows m LEFT JOIN held h ON h.conflict_id = m.conflict_id
GROUP BY m.conflict_id, h.conflict_id
HAVING h.conflict_id IS NULL OR bool_or(m.witness)
