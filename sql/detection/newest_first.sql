-- The order of a visit's copies v: the newest first; among equally new ones always the same one, by all that is read.
-- Writes: nothing. Parameters: none.
v."Visit Updated Timestamp" DESC NULLS LAST, v."Visit Date", v."Provider Id", v."Caregiver Id", v."Visit Start Time",
    v."Visit End Time", v."Scheduled Start Time", v."Scheduled End Time", v."Is Missed", v."Missed Visit Reason",
    v."Call In Time", v."Call Out Time", v."Call In GPS Coordinates", v."Call Out GPS Coordinates",
    v."Call Out Device Type", v."Application Visit Id", v."Application Provider Id", v."Application Caregiver Id",
    v."Office Id", v."Application Office Id", v."Patient Id", v."Application Patient Id", v."Provider Patient Id",
    v."Application Provider Patient Id", v."Payer Patient Id", v."Application Payer Patient Id", v."Payer Id",
    v."Application Payer Id", v."Contract Id", v."Application Contract Id", v."Service Code Id", v."Billed",
    v."Invoice Date", v."Billed Hours", v."Billed Rate", v."Total Billed Amount", v."Bill Rate Non-Billed",
    v."Bill Type", v."Visit Updated User Id"
