-- Whether the patient $1 is one whose addresses are read. A plan, which changes no result: a chunk reads those of its own
-- visits' patients, not everybody's.
$1 IN (SELECT patient_id FROM ${work(patients)})
