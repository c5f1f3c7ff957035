-- The application's settings: one row.
-- Writes: settings, where it is not there. Parameters: none.
CREATE TABLE IF NOT EXISTS ${schema}.settings (
    "ExtraDistance" int8,
    "ExtraDistancePer" real,
    "NORESPONSELIMITTIME" int8,
    "ID" int8 DEFAULT 0,
    "UpdateCronFlag" int2,
    "InsertCronFlag" int2,
    "ConflictIDFlag" int2,
    "GroupIDFlag" int2,
    "VisitHistoryFlag" int2,
    "LastLoadDate" timestamp,
    "InProgressFlag" int8,
    PRIMARY KEY ("ID")
)
