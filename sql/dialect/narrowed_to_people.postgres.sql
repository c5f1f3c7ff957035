-- Whether the caregiver $1 is one to read. A plan, which changes no result: a chunk reads those of its own people, whatever
-- rows they have.
$1 IN (SELECT caregiver_id FROM ${work(people)})
