-- What the rules read of each visit on the searched keys, at providers that are active and no demo.
-- Writes: base_visits (temporary). Parameters: window_from, window_to, delta_from.
${create_work(base_visits)} AS
WITH newest AS (
    SELECT k.key_no, v."Visit Id" AS visit_id, v."Provider Id" AS provider_id,
        v."Scheduled Start Time" AS sch_start, v."Scheduled End Time" AS sch_end,
        v."Visit Start Time" AS visit_start, v."Visit End Time" AS visit_end,
        CASE WHEN v."Visit Updated Timestamp" >= ${instant(:delta_from)} THEN 1 ELSE 0 END AS is_delta,
        ${include detection/places},
        NULLIF(UPPER(TRIM(p_address."Address State")), '') AS p_state,
        NULLIF(UPPER(TRIM(pa_address."Address State")), '') AS pa_state,
        provider.state AS provider_state
    FROM (${include detection/copies_on_keys}) v
    JOIN ${work(caregivers)} c ON c.caregiver_id = v."Caregiver Id"
    JOIN ${work(searched_keys)} k ON k.visit_date = v."Visit Date" AND k.person = c.person
    JOIN ${work(active_providers)} provider ON provider.provider_id = v."Provider Id"
    LEFT JOIN ${work(gps_addresses)} p_address ON p_address."Patient Id" = v."Provider Patient Id"
    LEFT JOIN ${work(gps_addresses)} pa_address ON pa_address."Patient Id" = v."Payer Patient Id"
), located AS (
    ${include detection/located}
)
SELECT s.key_no, s.visit_id, s.provider_id, s.is_delta,
    s.sch_start, s.sch_end, s.visit_start, s.visit_end, s.latitude, s.longitude,
    CASE WHEN s.p_state IS NULL AND s.pa_state IS NULL THEN COALESCE(provider_name.abbreviation, s.provider_state)
         ELSE COALESCE(p_name.abbreviation, s.p_state) END AS state_1,
    COALESCE(pa_name.abbreviation, s.pa_state) AS state_2
FROM located s
LEFT JOIN ${work(state_names)} p_name ON p_name.name = s.p_state
LEFT JOIN ${work(state_names)} pa_name ON pa_name.name = s.pa_state
LEFT JOIN ${work(state_names)} provider_name ON provider_name.name = s.provider_state
