-- PostgreSQL lets a role become an owner only where it may create.
-- Writes: privileges of the role. Parameters: none.
GRANT CREATE ON SCHEMA ${schema} TO "${role}"
