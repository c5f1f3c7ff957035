-- Draws, ids and texts that every later file uses. A draw depends on a number, a word and the seed only,
-- so any part of the world can be made again from its number. Variables: seed.
CREATE MACRO draw(n, word) AS
    (hash(xor(hash(n), hash(word || getvariable('seed')))) >> 11)::DOUBLE / 9007199254740992.0;

-- A whole number from 0 to count - 1.
CREATE MACRO pick(n, word, count) AS CAST(floor(draw(n, word) * count) AS BIGINT);

CREATE MACRO digits(n, width) AS lpad(CAST(n AS VARCHAR), width, '0');

CREATE MACRO before_now(minutes) AS getvariable('now') - to_minutes(CAST(floor(minutes) AS BIGINT));

CREATE MACRO make_id(kind, n) AS CAST(CAST(md5(kind || ':' || n || ':' || getvariable('seed')) AS UUID) AS VARCHAR);

-- What an address table or a tidy clerk makes of a place: the abbreviation, the full name, blanks, capitals.
CREATE MACRO state_text(short, long, d) AS
    CASE WHEN d < 0.70 THEN short WHEN d < 0.88 THEN long WHEN d < 0.93 THEN upper(long)
         WHEN d < 0.96 THEN lower(short) WHEN d < 0.99 THEN ' ' || short || ' ' END;

-- GPS text as devices and gateways leave it: most are "lat,long", the rest is quoted, spaced, empty or garbage.
CREATE MACRO gps_text(lat, lon, d) AS
    CASE WHEN d < 0.74 THEN format('{:.6f},{:.6f}', lat, lon)
         WHEN d < 0.83 THEN format('"{:.6f},{:.6f}"', lat, lon)
         WHEN d < 0.88 THEN format('{:.6f}, {:.6f}', lat, lon)
         WHEN d < 0.91 THEN ','
         WHEN d < 0.94 THEN ''
         WHEN d < 0.95 THEN 'unavailable'
         WHEN d < 0.955 THEN format('{:.6f};{:.6f}', lat, lon)
         WHEN d < 0.96 THEN format('{:.4f},{:.4f},12', lat, lon)
         WHEN d < 0.965 THEN '91.500000,-200.250000' END;
