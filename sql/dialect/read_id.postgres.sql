-- The UUID text $1 as a UUID; NULL where it is none. deploy/replica/indexes.sql has the same expression. It is read for
-- every id of every visit: a pattern that counts to 32 would take four times as long.
CASE WHEN LENGTH(REPLACE(TRIM(CAST($1 AS text)), '-', '')) = 32 AND CAST($1 AS text) ~ '^ *[0-9A-Fa-f-]* *$'
    THEN CAST(REPLACE(TRIM(CAST($1 AS text)), '-', '') AS uuid) END
