-- The rows of a list that are one of several writers' to write.
-- Writes: nothing. Parameters: writer, writers.
SELECT k.* FROM ${work_list} k WHERE k.slice % :writers = :writer
