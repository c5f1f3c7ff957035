-- Fills what is computed, at once what four steps would one after the other; by step, what each of them would have changed.
-- Writes: conflictvisitmaps. Parameters: slice.
WITH written AS (
    UPDATE ${schema}.conflictvisitmaps c
    SET ${include task03_status_management/words/times},
        ${include task03_status_management/words/rates},
        "ReverseUUID" = CASE WHEN d.nameless THEN ${include task03_status_management/words/pair_name} ELSE c."ReverseUUID" END,
        "GroupID" = CASE WHEN d.regrouped THEN d.group_id ELSE c."GroupID" END,
        "G_CRDATEUNIQUE" = CASE WHEN d.regrouped THEN d.group_created ELSE c."G_CRDATEUNIQUE" END
    FROM (
        SELECT c."ID" AS id, ${include task03_status_management/words/times_differ} AS times_differ,
            ${include task03_status_management/words/rates_differ} AS rates_differ,
            ${include task03_status_management/words/is_nameless} AS nameless,
            k.regrouped AND ${include task03_status_management/words/is_regrouped} AS regrouped, k.group_id, k.group_created
        FROM candidates k JOIN locked l ON l.id = k.id JOIN ${schema}.conflictvisitmaps c ON c."ID" = k.id
        WHERE k.slice = :slice
    ) d
    WHERE c."ID" = d.id AND (d.times_differ OR d.rates_differ OR d.nameless OR d.regrouped)
    RETURNING d.times_differ, d.rates_differ, d.nameless, d.regrouped
)
SELECT COUNT(*) FILTER (WHERE times_differ) AS computed_time_columns,
    COUNT(*) FILTER (WHERE rates_differ) AS computed_billed_rate, COUNT(*) FILTER (WHERE nameless) AS computed_reverse_uuid,
    COUNT(*) FILTER (WHERE regrouped) AS computed_groups
FROM written
