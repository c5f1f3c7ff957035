-- Holds the detected pairs, each once.
-- Writes: pairs_in (temporary). Parameters: none.
CREATE TEMPORARY TABLE pairs_in (
    a_visit_id uuid, b_visit_id uuid, writes boolean,
    ${columns pair "$name" $type}
)
