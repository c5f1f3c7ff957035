package care.conflict.acceptance.scenes;

import care.conflict.acceptance.stage.Database;

/** Lays the rows of conflictvisitmaps far apart, as if there were many: with nothing between. */
public final class Spread {
  private Spread() {}

  /** Over so many blocks at least; of partitions, over so many together. */
  public static void over(int blocks, Database database) {
    database.execute(
        """
        DO $$
        DECLARE
            relation regclass;
            stored conflictvisitmaps;
            apart integer;
        BEGIN
            FOR relation IN
                SELECT oid FROM pg_class WHERE relkind = 'r' AND (oid = 'conflictvisitmaps'::regclass
                    OR oid IN (SELECT relid FROM pg_partition_tree('conflictvisitmaps')))
            LOOP
                EXECUTE format('ALTER TABLE %%s SET (fillfactor = 10)', relation);
            END LOOP;
            CREATE TEMPORARY TABLE kept AS SELECT * FROM conflictvisitmaps;
            TRUNCATE conflictvisitmaps;
            SELECT %d / count(*) INTO apart FROM kept;
            FOR stored IN SELECT * FROM kept ORDER BY "ID" LOOP
                -- Two of these do not fit into a tenth of a block.
                INSERT INTO conflictvisitmaps ("ID", "SSN", "VisitID", "ConVisitID", "PAddressL1")
                OVERRIDING SYSTEM VALUE
                SELECT 1000000 * stored."ID" + number, 'between', gen_random_uuid(), gen_random_uuid(), repeat('x', 500)
                FROM generate_series(0, apart) number;
                INSERT INTO conflictvisitmaps OVERRIDING SYSTEM VALUE SELECT stored.*;
            END LOOP;
            DELETE FROM conflictvisitmaps WHERE "SSN" = 'between';
            DROP TABLE kept;
        END $$;
        ANALYZE conflictvisitmaps"""
            .formatted(blocks));
  }
}
