package care.conflict.acceptance.scenes;

import care.conflict.acceptance.stage.Database;

/** A conflictvisitmaps of hash partitions on VisitID, as docs/scaling.md has it. */
public final class Partitions {
  public static final int NUMBER = 4;

  private Partitions() {}

  /**
   * Puts the rows of conflictvisitmaps into partitions, with the indexes that the tasks rely on.
   */
  public static void make(Database database) {
    database.execute(
        """
        ALTER TABLE conflictvisitmaps RENAME TO in_one_table;
        CREATE TABLE conflictvisitmaps (LIKE in_one_table INCLUDING DEFAULTS INCLUDING IDENTITY)
            PARTITION BY HASH ("VisitID");
        DO $$
        BEGIN
            FOR i IN 0..%1$d - 1 LOOP
                EXECUTE format('CREATE TABLE maps_%%s PARTITION OF conflictvisitmaps'
                    ' FOR VALUES WITH (MODULUS %1$d, REMAINDER %%s)', i, i);
            END LOOP;
        END $$;
        INSERT INTO conflictvisitmaps OVERRIDING SYSTEM VALUE SELECT * FROM in_one_table;
        DROP TABLE in_one_table CASCADE;
        CREATE UNIQUE INDEX ON conflictvisitmaps ("VisitID", "ConVisitID");
        CREATE INDEX ON conflictvisitmaps ("ID");
        CREATE INDEX ON conflictvisitmaps ("SSN", "VisitDate");
        CREATE INDEX ON conflictvisitmaps ("ConVisitID");
        CREATE INDEX ON conflictvisitmaps ("CONFLICTID");
        SELECT setval(pg_get_serial_sequence('conflictvisitmaps', 'ID'), (SELECT max("ID") FROM conflictvisitmaps));
        ANALYZE conflictvisitmaps"""
            .formatted(NUMBER));
  }
}
