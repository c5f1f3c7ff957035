-- The text $1 as it is ordered by its bytes; it has no other order.
$1
