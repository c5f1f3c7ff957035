-- Of the pairs that are lost, those that stale cleanup may change; numbered, so that they are handed on in parts.
-- Writes: candidates (temporary). Parameters: oldest_visit_date, run_id.
CREATE TEMPORARY TABLE candidates AS
SELECT c."ID", c."VisitID" AS visit_id, c."ConVisitID" AS con_visit_id, c."VisitDate" AS visit_date, c."SSN" AS ssn,
    ROW_NUMBER() OVER (ORDER BY c."ID") AS place
FROM lost JOIN ${schema}.conflictvisitmaps c ON c."ID" = lost."ID"
WHERE ${open_status(c."StatusFlag")} AND ${include conflict_row/no_event_dates} AND ${include cleanup/may_be_judged}
