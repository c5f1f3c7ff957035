-- Fills what is computed from a row alone, at once what three steps would one after the other; by step, what each of them
-- would have changed.
-- Writes: conflictvisitmaps. Parameters: slice.
WITH written AS (
    UPDATE ${schema}.conflictvisitmaps c
    SET ${include task03_status_management/words/times},
        ${include task03_status_management/words/rates},
        "ReverseUUID" = CASE WHEN d.nameless THEN ${include task03_status_management/words/pair_name} ELSE c."ReverseUUID" END
    FROM (
        SELECT c."ID" AS id, ${include task03_status_management/words/times_differ} AS times_differ,
            ${include task03_status_management/words/rates_differ} AS rates_differ,
            ${include task03_status_management/words/is_nameless} AS nameless
        FROM candidates k JOIN locked l ON l.id = k.id JOIN ${schema}.conflictvisitmaps c ON c."ID" = k.id
        WHERE k.slice = :slice
    ) d
    WHERE c."ID" = d.id AND (d.times_differ OR d.rates_differ OR d.nameless)
    RETURNING d.times_differ, d.rates_differ, d.nameless
)
SELECT COUNT(*) FILTER (WHERE times_differ) AS computed_time_columns,
    COUNT(*) FILTER (WHERE rates_differ) AS computed_billed_rate, COUNT(*) FILTER (WHERE nameless) AS computed_reverse_uuid
FROM written
