-- Rounded to 2 decimals, half away from zero; through a decimal, since binary fractions have no halves.
ROUND(CAST($1 AS DECIMAL(30, 12)), 2)
