-- Whether a row is over with the status $2, and was not with the status $1.
(COALESCE($2, '') IN ('R', 'D') AND COALESCE($1, '') NOT IN ('R', 'D'))
