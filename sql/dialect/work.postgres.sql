-- The temporary table $1.
$1
