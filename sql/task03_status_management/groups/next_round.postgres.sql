-- What the next round goes by.
-- Writes: nothing but temporary tables. Parameters: none.
ALTER TABLE links_left RENAME TO group_links
