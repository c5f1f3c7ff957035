-- The point in time $1.
$1
