-- What says so of the explained visit v.
-- Writes: nothing. Parameters: none.
LEFT JOIN ${work(explained_people)} who ON who.caregiver_id = v."Caregiver Id"
LEFT JOIN (
    SELECT c.person, COUNT(*) AS caregivers
    FROM ${work(caregivers)} c
    WHERE c.person IN (SELECT person FROM ${work(explained_people)})
    GROUP BY c.person
) shared ON shared.person = who.person
LEFT JOIN ${work(excluded_people)} excluded_person ON excluded_person.person = who.person
LEFT JOIN ${work(caregivers)} caregiver ON caregiver.caregiver_id = v."Caregiver Id"
LEFT JOIN ${work(explained_providers)} agency ON agency.provider_id = v."Provider Id"
LEFT JOIN ${work(excluded_providers)} excluded_agency ON excluded_agency.provider_id = v."Provider Id"
LEFT JOIN ${work(active_providers)} provider ON provider.provider_id = v."Provider Id"
