-- The flag $1, which may be NULL: neither TRUE nor FALSE.
$1
