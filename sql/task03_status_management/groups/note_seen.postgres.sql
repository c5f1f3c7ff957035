-- Notes what the rows of groups come to now that all are right: as they were read, and as they were given other groups.
-- Writes: pipeline_groups_seen. Parameters: parts, summed_by.
INSERT INTO ${schema}.pipeline_groups_seen (id, sums, summed_by)
SELECT 1, array_agg(COALESCE(s.sum, 0) ORDER BY p.part), :summed_by
FROM generate_series(0, CAST(:parts AS int) - 1) p (part)
LEFT JOIN (
    SELECT a.part, SUM(a.sum) AS sum
    FROM (
        SELECT part, sum FROM group_sums
        UNION ALL
        SELECT ${include task03_status_management/words/part_of_group}, -CAST(${include task03_status_management/words/group_row_hash} AS numeric)
        FROM regrouped r JOIN near_rows w ON w.id = r.id
        WHERE w.group_id IS NOT NULL
        UNION ALL
        SELECT ${include task03_status_management/words/part_of_group}, CAST(${include task03_status_management/words/group_row_hash} AS numeric)
        FROM (
            SELECT r.id, w.visit_id, w.con_visit_id, r.group_id, r.group_created
            FROM regrouped r JOIN near_rows w ON w.id = r.id
        ) w
    ) a
    GROUP BY a.part
) s ON s.part = p.part
ON CONFLICT (id) DO UPDATE SET sums = EXCLUDED.sums, summed_by = EXCLUDED.summed_by
