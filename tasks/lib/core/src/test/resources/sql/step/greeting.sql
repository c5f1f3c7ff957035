SELECT 'all'
