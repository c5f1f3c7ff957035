-- Whether the visit v lies in the window of visit dates.
-- Writes: nothing. Parameters: window_from, window_to.
v."Visit Date" BETWEEN CAST(:window_from AS DATE) AND CAST(:window_to AS DATE)
