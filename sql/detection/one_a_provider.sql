-- Of several rows p of one agency always the same one counts, the better standing first.
-- Writes: nothing. Parameters: none.
ROW_NUMBER() OVER (
    PARTITION BY p."Provider Id"
    ORDER BY CASE WHEN p."Is Active" = TRUE AND p."Is Demo" = FALSE THEN 0 ELSE 1 END, ${by_bytes(p."Provider Name")},
        ${by_bytes(p."Application Provider Id")}, ${by_bytes(p."Phone Number 1")}, ${by_bytes(p."Federal Tax Number")}, ${by_bytes(p."Address State")})
