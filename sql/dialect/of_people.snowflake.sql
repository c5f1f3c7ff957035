-- Whether the caregiver $1 is one to look at: in a few big statements, all are.
TRUE
