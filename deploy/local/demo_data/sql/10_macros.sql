-- Draws, ids and texts that every later file uses. A draw depends on a number, a word and the seed only,
-- so any part of the world can be made again from its number. Variables: seed.
CREATE MACRO draw(n, word) AS
    (hash(xor(hash(n), hash(word || getvariable('seed')))) >> 11)::DOUBLE / 9007199254740992.0;

-- A whole number from 0 to count - 1.
CREATE MACRO pick(n, word, count) AS CAST(floor(draw(n, word) * count) AS BIGINT);

CREATE MACRO digits(n, width) AS lpad(CAST(n AS VARCHAR), width, '0');

CREATE MACRO before_now(minutes) AS getvariable('now') - to_minutes(CAST(floor(minutes) AS BIGINT));

CREATE MACRO make_id(kind, n) AS CAST(CAST(md5(kind || ':' || n || ':' || getvariable('seed')) AS UUID) AS VARCHAR);

-- A global id as some program wrote it: mostly in lower case, now and then in capitals, rarely without dashes.
CREATE MACRO written(id, n, word) AS
    CASE WHEN draw(n, word) < 0.06 THEN upper(id) WHEN draw(n, word) < 0.064 THEN replace(id, '-', '') ELSE id END;

-- An application's id in a column of text: now and then empty, or no number.
CREATE MACRO app_text(id, n, word) AS
    CASE WHEN id IS NOT NULL THEN CASE WHEN draw(n, word) < 0.0015 THEN '' WHEN draw(n, word) < 0.003 THEN 'A-' || id
         ELSE CAST(id AS VARCHAR) END END;
-- What of it is stored.
CREATE MACRO whole_number(t) AS CASE WHEN regexp_full_match(t, '[0-9]{1,18}') THEN CAST(t AS BIGINT) END;

-- A day in a column of zoned timestamps: midnight, of the eastern states or of UTC; either shows the day in UTC.
CREATE MACRO midnight(day, n) AS CAST(CAST(day AS TIMESTAMP) + to_hours(CASE WHEN draw(n, 'zone') < 0.5 THEN 5 ELSE 0 END)
    AS TIMESTAMPTZ);

-- Who an SSN stands for: its nine digits where it has exactly nine; NULL where it stands for nobody.
CREATE MACRO digits_of(ssn) AS regexp_replace(ssn, '[^0-9]', '', 'g');
CREATE MACRO person_of(ssn) AS CASE WHEN length(digits_of(ssn)) = 9 THEN digits_of(ssn) ELSE nullif(trim(ssn), '') END;
CREATE MACRO is_placeholder(person) AS person = '123456789' OR (length(digits_of(person)) = 9
    AND person = repeat(left(person, 1), 9));

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
         WHEN d < 0.965 THEN '91.500000,-200.250000'
         WHEN d < 0.97 THEN '0,0'
         WHEN d < 0.973 THEN '0.0, 0.000000' END;
