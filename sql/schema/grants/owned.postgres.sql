-- What the role must own, and who owns it: it replaces the staging table and refreshes the view.
-- Writes: nothing. Parameters: role.
SELECT statement, relation, pg_get_userbyid(c.relowner) AS owner,
       pg_get_userbyid(c.relowner) = CAST(:role AS name) AS owned
FROM (VALUES ('own_staging', '${schema}.conflictlog_staging'),
             ('own_view', '${schema}."${materialized_view}"')) AS wanted(statement, relation)
JOIN pg_class c ON c.oid = to_regclass(relation)
