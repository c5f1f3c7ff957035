-- Of several rows c of one caregiver always the same one counts.
-- Writes: nothing. Parameters: none.
ROW_NUMBER() OVER (
    PARTITION BY c."Caregiver Id"
    ORDER BY c."SSN", c."Caregiver Fullname", c."Caregiver Firstname", c."Caregiver Lastname", c."Caregiver Code",
        c."Status", c."Application Caregiver Id")
