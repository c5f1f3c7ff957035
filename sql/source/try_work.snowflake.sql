-- Tries whether a temporary table can be made where the run's own are to lie.
-- Writes: tried (temporary). Parameters: none.
${create_work(tried)} (answer INTEGER)
