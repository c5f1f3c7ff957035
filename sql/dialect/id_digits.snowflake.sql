-- The UUID $1 as its 32 digits in lower case; as such it was read.
$1
