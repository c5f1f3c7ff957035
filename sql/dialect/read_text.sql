-- The text $1.
$1
