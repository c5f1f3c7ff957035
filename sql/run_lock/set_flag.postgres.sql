-- Tells the web application whether a run is under way.
-- Writes: settings. Parameters: flag.
UPDATE ${schema}.settings SET "InProgressFlag" = :flag WHERE "InProgressFlag" IS DISTINCT FROM :flag
