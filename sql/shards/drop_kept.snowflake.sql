-- Takes a kept table away; one that was never made, or is gone, is no error.
-- Writes: a kept table (transient). Parameters: none.
DROP TABLE IF EXISTS ${work(${kept})}
