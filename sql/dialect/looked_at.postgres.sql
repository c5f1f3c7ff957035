-- Whether the patient $1 is one to look at: a chunk reads the addresses of its own visits' patients, not everybody's.
$1 IN (SELECT patient_id FROM ${work(patients)})
