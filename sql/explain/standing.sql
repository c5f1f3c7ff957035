-- How the caregiver and the agency of the explained visit v stand, those too whom detection leaves out.
-- Writes: nothing. Parameters: none.
who.person IS NOT NULL AS "caregiver_is_there", who.has_ssn AS "has_ssn",
    (v."Caregiver Id" IS NULL OR who.caregiver_id IS NOT NULL) AND NOT COALESCE(who.has_ssn, FALSE) AS "of_nobody",
    DENSE_RANK() OVER (ORDER BY MD5(who.person)) AS "person_no", shared.caregivers AS "shared_by",
    excluded_person.person IS NOT NULL AS "person_excluded", ${is_placeholder(who.person)} AS "placeholder",
    caregiver.caregiver_id IS NOT NULL AS "person_passes",
    v."Provider Id" AS "provider_id", agency.provider_id IS NOT NULL AS "provider_is_there",
    agency.is_active AS "is_active", agency.is_no_demo AS "is_no_demo", agency.active AS "active", agency.demo AS "demo",
    excluded_agency.provider_id IS NOT NULL AS "provider_excluded", provider.provider_id IS NOT NULL AS "provider_passes"
