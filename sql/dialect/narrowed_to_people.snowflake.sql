-- Whether the caregiver $1 is one to read. A plan, which changes no result: a few big statements read all.
TRUE
