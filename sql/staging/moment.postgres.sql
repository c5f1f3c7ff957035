-- When the picture is taken: the same for all of its rows, whoever writes them.
-- Writes: nothing. Parameters: none.
SELECT to_char(LOCALTIMESTAMP, 'YYYY-MM-DD HH24:MI:SS.US') AS created
