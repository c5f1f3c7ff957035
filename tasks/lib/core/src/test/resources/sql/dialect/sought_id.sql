sought($1)
