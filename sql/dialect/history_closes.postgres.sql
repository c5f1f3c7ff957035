-- Whether a row is open no longer with the status $2, and was with the status $1.
(${open_status($1)} AND NOT ${open_status($2)})
