-- Whether the visits a and b are at different agencies.
-- Writes: nothing. Parameters: none.
a.provider_id <> b.provider_id
