-- When the newest success of a module's refresh finished, as text in UTC; NULL where none is noted.
-- Writes: nothing. Parameters: refresh_module.
SELECT TO_VARCHAR(CONVERT_TIMEZONE('UTC', MAX(CAST("REFRESH_FINISHED_AT" AS TIMESTAMP_TZ))), 'YYYY-MM-DD"T"HH24:MI:SS.FF3') AS "finished"
FROM ${database}.${warehouse_schema}.FACTDATAREFRESHSTATUS
WHERE "MODULE" = :refresh_module AND LOWER("STATUS") = 'success'
