-- More than an answer holds (4 MB): its rest is downloaded from where the service keeps results.
-- Writes: nothing. Parameters: none.
SELECT SEQ4() AS n, REPEAT('x', 200) AS text FROM TABLE(GENERATOR(ROWCOUNT => 20000))
