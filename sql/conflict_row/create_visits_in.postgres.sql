-- Holds each visit (or in-service event) that is in a detected pair, once, as the warehouse has it.
-- Writes: visits_in (temporary). Parameters: none.
CREATE TEMPORARY TABLE visits_in (
    ${columns visit+text "$attribute" text},
    ${columns visit+value "$attribute" $type}
)
