-- Why no key is searched for the visit v of the caregiver c; NULL where one is.
-- Writes: nothing. Parameters: none.
CASE WHEN v."Visit Id" IS NULL THEN 'visit_id' WHEN v."Provider Id" IS NULL THEN 'provider_id'
    WHEN c.placeholder THEN 'placeholder' END
