-- Whether the patient $1 is one whose addresses are read. A plan, which changes no result: a few big statements read all.
TRUE
