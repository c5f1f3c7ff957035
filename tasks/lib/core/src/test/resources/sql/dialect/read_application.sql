application($1)
