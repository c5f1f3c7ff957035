-- The date and time that $1 shows; the session's zone is UTC. Infinity, which a loader may write where there is no time, is
-- none: nothing can be reckoned with it.
CASE WHEN ISFINITE(CAST($1 AS timestamp)) THEN CAST($1 AS timestamp) END
