-- The key without which the view cannot be refreshed while people read it.
-- Writes: an index on the materialized view, where it is not there. Parameters: none.
CREATE UNIQUE INDEX IF NOT EXISTS "${materialized_view}_key"
ON ${schema}."${materialized_view}" ("PayerID", "ProviderID", "VisitDate", "StatusFlag")
