-- Whether the person $1 is a number that stands for nobody: nine equal digits, or 123456789.
(LENGTH($1) = 9 AND (REPLACE($1, LEFT($1, 1), '') = '' AND LEFT($1, 1) BETWEEN '0' AND '9' OR $1 = '123456789'))
