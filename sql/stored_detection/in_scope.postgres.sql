-- Whether the stored row c is one that a mark may be put on, or is on already.
-- Writes: nothing. Parameters: oldest_visit_date, run_id.
c."CONFLICTID" IS NOT NULL AND ${open_status(c."StatusFlag")} AND ${include conflict_row/no_event_dates}
    AND ${include cleanup/may_be_judged} AND ${include cleanup/not_crowded}
