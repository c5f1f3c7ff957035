-- The visits that detection looks at and that share day and person with a visit at another provider. Deleted visits too,
-- marked: conflicts with them were stored when they still were there.
-- Writes: candidate. Variables: now, window_from, window_to.
CREATE MACRO is_number(t) AS regexp_full_match(t, '[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,2})?');
-- A list without what is missing.
CREATE MACRO present(values_or_null) AS list_filter(values_or_null, lambda s: s IS NOT NULL);
CREATE MACRO in_range(lat, lon) AS abs(lat) <= 90 AND abs(lon) <= 180 AND NOT (lat = 0 AND lon = 0);
CREATE MACRO read_gps(parts) AS CASE WHEN len(parts) = 2 AND is_number(trim(parts[1])) AND is_number(trim(parts[2]))
    AND in_range(TRY_CAST(trim(parts[1]) AS DOUBLE), TRY_CAST(trim(parts[2]) AS DOUBLE))
    THEN [TRY_CAST(trim(parts[1]) AS DOUBLE), TRY_CAST(trim(parts[2]) AS DOUBLE)] END;
CREATE MACRO gps_of(t) AS read_gps(string_split(replace(t, '"', ''), ','));
CREATE MACRO state_of(t) AS CASE upper(trim(t)) WHEN 'MISSISSIPPI' THEN 'MS' WHEN 'NEW YORK' THEN 'NY'
    WHEN 'PENNSYLVANIA' THEN 'PA' WHEN 'LONG ISLAND' THEN 'LI' ELSE nullif(upper(trim(t)), '') END;

CREATE TABLE gps_address AS
SELECT * FROM source.DIMPATIENTADDRESS WHERE "Primary Address" AND "Address Type" LIKE '%GPS%'
QUALIFY row_number() OVER (PARTITION BY "Patient Id" ORDER BY "Application Created UTC Timestamp" DESC NULLS LAST,
                           CAST("Application Patient Address Id" AS BIGINT) DESC) = 1;

CREATE TABLE counted_caregiver AS
SELECT "Caregiver Id" AS caregiver_id, person_of("SSN") AS person FROM source.DIMCAREGIVER
WHERE trim("SSN") <> '' AND NOT is_placeholder(person_of("SSN"))
  AND person_of("SSN") NOT IN (SELECT person_of("SSN") FROM out_excluded_ssn);

CREATE TABLE counted_provider AS
SELECT "Provider Id" AS provider_id, "Address State" AS state FROM source.DIMPROVIDER
WHERE "Is Active" = true AND "Is Demo" = false
  AND "Provider Id" NOT IN (SELECT "ProviderID" FROM out_excluded_agency);

-- Of several copies of a visit the newest counts.
CREATE TABLE visit_twice AS
SELECT "Visit Id" AS id FROM source.FACTVISITCALLPERFORMANCE_CR GROUP BY "Visit Id" HAVING count(*) > 1;
CREATE VIEW any_visit AS
SELECT *, false AS gone FROM source.FACTVISITCALLPERFORMANCE_CR WHERE "Visit Id" NOT IN (SELECT id FROM visit_twice)
UNION ALL
SELECT *, false FROM source.FACTVISITCALLPERFORMANCE_CR WHERE "Visit Id" IN (SELECT id FROM visit_twice)
QUALIFY row_number() OVER (PARTITION BY "Visit Id" ORDER BY "Visit Updated Timestamp" DESC) = 1
UNION ALL
SELECT *, true FROM source.FACTVISITCALLPERFORMANCE_DELETED_CR;

CREATE TABLE shared_key AS
SELECT hash(v."Visit Date", c.person) AS key
FROM any_visit v JOIN counted_caregiver c ON c.caregiver_id = v."Caregiver Id"
WHERE v."Visit Date" BETWEEN getvariable('window_from') AND getvariable('window_to')
GROUP BY 1 HAVING min(hash(v."Provider Id")) <> max(hash(v."Provider Id"));

CREATE TABLE candidate AS
WITH looked_at AS (
    SELECT v.*, c.person, p.state
    FROM any_visit v JOIN counted_caregiver c ON c.caregiver_id = v."Caregiver Id"
    JOIN counted_provider p ON p.provider_id = v."Provider Id"
    WHERE v."Visit Date" BETWEEN getvariable('window_from') AND getvariable('window_to')
      AND hash(v."Visit Date", c.person) IN (SELECT key FROM shared_key)
)
SELECT v."Visit Id" AS id, v."Visit Date" AS day, v.person, v."Provider Id" AS provider, v.gone,
       coalesce(v."Is Missed", false) AS missed,
       v."Scheduled Start Time" AS sch_start, v."Scheduled End Time" AS sch_end,
       v."Visit Start Time" AS visit_start, v."Visit End Time" AS visit_end,
       coalesce(CAST(v."Visit Updated Timestamp" AS TIMESTAMP) >= getvariable('now') - to_hours(36), false) AS is_delta,
       coalesce(gps_of(v."Call Out GPS Coordinates"), gps_of(v."Call In GPS Coordinates"),
                CASE WHEN in_range(a."Latitude", a."Longitude") THEN [a."Latitude", a."Longitude"] END
       ) AS gps,
       present(CASE WHEN coalesce(a."Address State", b."Address State") IS NULL THEN [state_of(v.state)]
                    ELSE [state_of(a."Address State"), state_of(b."Address State")] END) AS states
FROM looked_at v
LEFT JOIN gps_address a ON a."Patient Id" = v."Provider Patient Id"
LEFT JOIN gps_address b ON b."Patient Id" = v."Payer Patient Id";
DROP TABLE shared_key;
