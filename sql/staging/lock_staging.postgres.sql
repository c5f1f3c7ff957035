-- Holds conflictlog_staging alone, or gives up soon: whoever wants to read waits behind us meanwhile.
-- Writes: nothing. Parameters: none.
DO $lock$
BEGIN
    -- A second longer than it takes PostgreSQL to end an autovacuum that is in the way (deadlock_timeout).
    PERFORM set_config('lock_timeout', '2s', true);
    LOCK TABLE ${schema}.conflictlog_staging IN ACCESS EXCLUSIVE MODE;
END
$lock$
