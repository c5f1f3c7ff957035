-- The UUID text $1 as a UUID; NULL where it is none. deploy/replica/indexes.sql has the same expression.
CASE WHEN REPLACE(TRIM(CAST($1 AS text)), '-', '') ~ '^[0-9A-Fa-f]{32}$'
    THEN CAST(REPLACE(TRIM(CAST($1 AS text)), '-', '') AS uuid) END
