-- What the rules read of the two visits a and b of a pair.
-- Writes: nothing. Parameters: none.
a.sch_start AS a_sch_start, a.sch_end AS a_sch_end, a.visit_start AS a_visit_start, a.visit_end AS a_visit_end,
b.sch_start AS b_sch_start, b.sch_end AS b_sch_end, b.visit_start AS b_visit_start, b.visit_end AS b_visit_end,
a.latitude AS a_latitude, a.longitude AS a_longitude, b.latitude AS b_latitude, b.longitude AS b_longitude,
a.state_1 AS a_state_1, a.state_2 AS a_state_2, b.state_1 AS b_state_1, b.state_2 AS b_state_2
