-- The shard, from 1 to $2, of the visit whose id is $1: four digits of a hash that both databases make alike.
1 + MOD(
    (POSITION(SUBSTR(MD5(${id_digits($1)}), 1, 1) IN '0123456789abcdef') - 1) * 4096
    + (POSITION(SUBSTR(MD5(${id_digits($1)}), 2, 1) IN '0123456789abcdef') - 1) * 256
    + (POSITION(SUBSTR(MD5(${id_digits($1)}), 3, 1) IN '0123456789abcdef') - 1) * 16
    + (POSITION(SUBSTR(MD5(${id_digits($1)}), 4, 1) IN '0123456789abcdef') - 1), $2)
