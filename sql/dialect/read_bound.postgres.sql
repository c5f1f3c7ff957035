-- The date and time that $1 shows, from or until which something lasts; NULL where it is none (infinity), with which nothing
-- can be counted. The session's zone is UTC.
NULLIF(NULLIF(CAST($1 AS timestamp), 'infinity'), '-infinity')
