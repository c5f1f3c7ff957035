-- Of several rows d of one office always the same one counts, an active one first.
-- Writes: nothing. Parameters: none.
ROW_NUMBER() OVER (
    PARTITION BY d."Office Id"
    ORDER BY CASE WHEN d."Is Active" = TRUE THEN 0 ELSE 1 END, ${by_bytes(d."Office Name")}, ${by_bytes(d."Application Office Id")})
