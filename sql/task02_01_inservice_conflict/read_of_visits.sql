-- What is read of a visit v, or a copy of one, of one of the people.
-- Writes: nothing. Parameters: none.
v."Visit Id" AS visit_id, people.person, v."Provider Id" AS provider_id, v."Provider Patient Id" AS patient_id,
    v."Visit Start Time" AS starts, v."Visit End Time" AS ends,
    v."Call Out GPS Coordinates" AS out_gps, v."Call In GPS Coordinates" AS in_gps, v."Is Missed" AS is_missed
