-- Of several rows c of one caregiver always the same one counts.
-- Writes: nothing. Parameters: none.
ROW_NUMBER() OVER (
    PARTITION BY c."Caregiver Id"
    ORDER BY ${by_bytes(c."SSN")}, ${by_bytes(c."Caregiver Fullname")}, ${by_bytes(c."Caregiver Firstname")}, ${by_bytes(c."Caregiver Lastname")},
        ${by_bytes(c."Caregiver Code")}, ${by_bytes(c."Status")}, ${by_bytes(c."Application Caregiver Id")})
