-- Why event e closes its row; found or reopened where it opens it.
-- Writes: nothing. Parameters: none.
CASE
    WHEN e.open_after THEN CASE WHEN e.what = 'found' THEN 'found' ELSE 'reopened' END
    WHEN e.what = 'edited' THEN 'person'
    WHEN e.status_after = 'D' THEN 'deleted'
    WHEN e.what = 'resolved_stale' THEN 'stale'
    WHEN e.step LIKE '%/ismissed_cascade_%' THEN 'missed'
    WHEN e.step LIKE '%/cascade_resolve_%' THEN 'cascade'
    ELSE 'other'
END
