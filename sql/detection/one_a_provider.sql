-- Of several rows p of one agency always the same one counts, the better standing first.
-- Writes: nothing. Parameters: none.
ROW_NUMBER() OVER (
    PARTITION BY p."Provider Id"
    ORDER BY CASE WHEN p."Is Active" = TRUE AND p."Is Demo" = FALSE THEN 0 ELSE 1 END, p."Provider Name",
        p."Application Provider Id", p."Phone Number 1", p."Federal Tax Number", p."Address State")
