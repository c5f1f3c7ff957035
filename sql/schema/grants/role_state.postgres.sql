-- Whether the role is there, and what this version of PostgreSQL can grant.
-- Writes: nothing. Parameters: role.
SELECT r.rolname IS NOT NULL AS present,
       current_setting('server_version_num')::int >= 170000 AS can_grant_maintain
FROM (SELECT CAST(:role AS text) AS wanted) w
LEFT JOIN pg_roles r ON r.rolname = w.wanted
