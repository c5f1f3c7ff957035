-- The haversine of the angle between two places.
(POWER(SIN(RADIANS($3 - $1) / 2), 2) + COS(RADIANS($1)) * COS(RADIANS($3)) * POWER(SIN(RADIANS($4 - $2) / 2), 2))
