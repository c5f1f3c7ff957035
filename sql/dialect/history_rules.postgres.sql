-- The flags of the row $1 of conflictvisitmaps that are Y.
array_remove(ARRAY[${columns rule CASE WHEN $1."$name" = 'Y' THEN '$name' END}], NULL)
