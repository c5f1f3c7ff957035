-- A header with :no name.
SELECT ${double(f(a, 1))}, ${include step/word} FROM ${schema}.t WHERE x = :x
