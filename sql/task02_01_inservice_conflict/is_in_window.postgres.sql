-- Whether the stored row c is of the window.
-- Writes: nothing. Parameters: window_from, window_to.
c."VisitDate" BETWEEN CAST(:window_from AS date) AND CAST(:window_to AS date)
