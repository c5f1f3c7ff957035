-- So many minutes $2 after $1.
$1 + ($2) * INTERVAL '1 minute'
