-- Whether nobody has settled what has the status $1, so that a cascade or a cleanup may resolve it.
COALESCE($1, '') NOT IN ('R', 'D', 'W', 'I')
