-- The text $1 as it is ordered by its bytes, as the warehouse orders: whatever order the database has for people.
$1 COLLATE "C"
