-- Great-circle distance in km from ($1, $2) to ($3, $4), degrees; Earth radius 6,371 km.
2 * 6371 * ASIN(SQRT(
    CASE WHEN ${haversine(($1), ($2), ($3), ($4))} > 1 THEN 1 ELSE ${haversine(($1), ($2), ($3), ($4))} END))
