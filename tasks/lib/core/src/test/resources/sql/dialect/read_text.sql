text($1)
