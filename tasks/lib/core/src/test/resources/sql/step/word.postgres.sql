'postgres'
