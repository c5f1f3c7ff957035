package care.conflict.acceptance.database;

import static care.conflict.acceptance.scenes.Operations.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.scenes.Partitions;
import care.conflict.acceptance.scenes.Scenes;
import care.conflict.acceptance.scenes.Undisturbed;
import care.conflict.acceptance.scenes.WritingTask;
import care.conflict.acceptance.stage.Database;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The tasks over a conflictvisitmaps of hash partitions on VisitID, as docs/scaling.md has it. */
class PartitionedStoreIT {
  @ParameterizedTest
  @EnumSource
  void aTaskLeavesWhatItLeavesInOneTable(WritingTask task) {
    Undisturbed inOneTable = Undisturbed.of(task); // first: later times are the task's
    Database database = Scenes.of(task).database();
    Partitions.make(database);
    succeeded(Scenes.of(task).task(task, database, Undisturbed.RUN).run());
    assertThat(inOneTable.differences(database)).isEmpty();
    isSpread(database);
  }

  private static void isSpread(Database database) {
    assertThat(database.ask("SELECT count(DISTINCT tableoid) FROM conflictvisitmaps"))
        .isEqualTo(Integer.toString(Partitions.NUMBER));
  }
}
