-- Whether what lasts from $1 to $2 and what lasts from $3 to $4 have a moment in common, be it the last of the one.
$1 <= $4 AND $3 <= $2
