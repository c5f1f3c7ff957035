-- The number $1.
$1
