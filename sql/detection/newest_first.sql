-- The order of a visit's copies v: the newest first; among equally new ones always the same one, by all that is read.
-- Writes: nothing. Parameters: none.
v."Visit Updated Timestamp" DESC NULLS LAST, v."Visit Date", v."Provider Id", v."Caregiver Id", v."Visit Start Time",
    v."Visit End Time", v."Scheduled Start Time", v."Scheduled End Time", v."Is Missed",
    ${by_bytes(v."Missed Visit Reason")}, v."Call In Time", v."Call Out Time",
    ${by_bytes(v."Call In GPS Coordinates")}, ${by_bytes(v."Call Out GPS Coordinates")},
    ${by_bytes(v."Call Out Device Type")}, ${by_bytes(v."Application Visit Id")},
    ${by_bytes(v."Application Provider Id")}, ${by_bytes(v."Application Caregiver Id")},
    v."Office Id", ${by_bytes(v."Application Office Id")}, v."Patient Id", ${by_bytes(v."Application Patient Id")},
    v."Provider Patient Id", ${by_bytes(v."Application Provider Patient Id")},
    v."Payer Patient Id", ${by_bytes(v."Application Payer Patient Id")},
    v."Payer Id", ${by_bytes(v."Application Payer Id")}, v."Contract Id", ${by_bytes(v."Application Contract Id")},
    v."Service Code Id", ${by_bytes(v."Billed")}, v."Invoice Date", v."Billed Hours", v."Billed Rate",
    v."Total Billed Amount", v."Bill Rate Non-Billed", ${by_bytes(v."Bill Type")}, v."Visit Updated User Id"
