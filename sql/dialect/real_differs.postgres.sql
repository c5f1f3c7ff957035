-- Whether the stored number $1 is not the computed one $2, as far as four bytes tell.
($1 IS NULL OR ($1 <> $2 AND ABS($1 - $2) > 0.0001))
