package care.conflict.acceptance.database;

import static care.conflict.acceptance.scenes.Operations.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.scenes.Scenes;
import care.conflict.acceptance.scenes.Undisturbed;
import care.conflict.acceptance.scenes.WritingTask;
import care.conflict.acceptance.stage.Database;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The tasks over a conflictvisitmaps of hash partitions on VisitID, as docs/scaling.md has it. */
class PartitionedStoreIT {
  private static final int PARTITIONS = 4;

  @ParameterizedTest
  @EnumSource
  void aTaskLeavesWhatItLeavesInOneTable(WritingTask task) {
    Undisturbed inOneTable = Undisturbed.of(task); // first: later times are the task's
    Database database = Scenes.of(task).database();
    partition(database);
    succeeded(Scenes.of(task).task(task, database, Undisturbed.RUN).run());
    assertThat(inOneTable.differences(database)).isEmpty();
    isSpread(database);
  }

  /**
   * Puts the rows of conflictvisitmaps into partitions, with the indexes that the tasks rely on.
   */
  private static void partition(Database database) {
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
            .formatted(PARTITIONS));
  }

  private static void isSpread(Database database) {
    assertThat(database.ask("SELECT count(DISTINCT tableoid) FROM conflictvisitmaps"))
        .isEqualTo(Integer.toString(PARTITIONS));
  }
}
