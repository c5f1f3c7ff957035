"""How long the tasks take, beside what the database does at most and what the system before took."""
