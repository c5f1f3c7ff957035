-- Whether absence of the stored row c says anything: the source still shows its day, and no side's agency is on hold.
-- Writes: nothing. Parameters: oldest_visit_date, run_id.
${include cleanup/is_shown} AND NOT ${include cleanup/is_on_hold}
