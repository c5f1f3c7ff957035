SELECT 'postgres'
