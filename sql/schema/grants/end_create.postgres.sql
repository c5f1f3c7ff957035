-- Takes back what was given only to become an owner.
-- Writes: privileges of the role. Parameters: none.
REVOKE CREATE ON SCHEMA ${schema} FROM "${role}"
