-- What the role must own, and who owns it: it replaces the staging table and refreshes the view. Who gives it away has the
-- owner's rights, and can be the role.
-- Writes: nothing. Parameters: role.
SELECT statement, relation, pg_get_userbyid(c.relowner) AS owner,
       pg_get_userbyid(c.relowner) = CAST(:role AS name) AS owned,
       CAST(current_user AS text) AS user,
       pg_has_role(c.relowner, 'USAGE')
           AND CASE WHEN current_setting('server_version_num')::integer >= 160000
                    THEN pg_has_role(CAST(:role AS name), 'SET') ELSE pg_has_role(CAST(:role AS name), 'MEMBER') END AS may_give
FROM (VALUES ('own_staging', '${schema}.conflictlog_staging'),
             ('own_view', '${schema}."${materialized_view}"')) AS wanted(statement, relation)
JOIN pg_class c ON c.oid = to_regclass(relation)
