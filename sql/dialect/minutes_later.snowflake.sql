-- So many minutes $2 after $1.
DATEADD(MINUTE, $2, $1)
