-- Why the day and the person that the stored row c stands under are no key of a run; NULL where they can be one.
-- Writes: nothing. Parameters: window_from, window_to.
CASE WHEN (${include task02_01_inservice_conflict/is_in_window}) IS NOT TRUE THEN 'its day is not in the window'
    WHEN COALESCE(TRIM(c."SSN"), '') = '' THEN 'it has no number'
    WHEN EXISTS (SELECT 1 FROM (SELECT ${person(c."SSN")} AS person) p WHERE ${is_placeholder(p.person)}) THEN 'its number is nobody''s'
    WHEN ${person(c."SSN")} IN (SELECT ${person(e."SSN")} FROM ${schema}.excluded_ssn e WHERE TRIM(e."SSN") <> '')
        THEN 'its person is in excluded_ssn' END
