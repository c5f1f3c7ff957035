package care.conflict.acceptance.staging;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.oracle.NaiveStaging;
import care.conflict.acceptance.proxies.Disturbance;
import care.conflict.acceptance.scenes.Scene;
import care.conflict.acceptance.scenes.Spread;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.stage.Staged;
import care.conflict.acceptance.worlds.StagingWorld;
import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The copy to staging, over two connections, killed at each of its statements, then run again. */
class StagingCrashIT {
  private Scene scene;
  private Database large;
  private Database database;

  @Test
  void killedAtAnyStatementTheOldRowsOrTheNewAreThereAndRunAgainItEndsAsUndisturbed()
      throws SQLException {
    int kills = 0;
    try (Scene world = Scene.of(StagingWorld.make(46))) {
      scene = world;
      large = scene.database();
      Spread.over(StagingWritersIT.BLOCKS_OF_TWO, large);
      while (killedAt(kills + 1)) {
        kills++;
      }
    }
    System.out.println("killed before each of " + kills + " statements");
    assertThat(kills).isBetween(15, 60);
  }

  /** False where the command has no such statement and so ended undisturbed. */
  private boolean killedAt(int number) throws SQLException {
    database = large.copy();
    String old = StagingReadersIT.stageOldRows(database);
    String next = StagingReadersIT.nextPicture(scene.world);
    String runId = "killed-" + number;
    Optional<Disturbance.Ended> killed =
        Disturbance.before(Disturbance.Kind.KILLED, StagingCrashIT::isChosen, number)
            .meets(StagingIT.staging(scene, database, runId), database);
    String where = "killed at " + killed.map(Disturbance.Ended::where).orElse("no statement");
    try (Connection connection = database.connect()) {
      assertThat(StagingReadersIT.picture(connection)).as(where).isIn(old, next);
    }
    JsonNode result = StagingIT.copied(scene, StagingIT.staging(scene, database, runId));
    assertThat(result.at("/details/staging_replaced").asText()).isEqualTo("by a new table");
    assertThat(result.at("/details/staging_writers").asInt()).isEqualTo(2);
    assertThat(Staged.rows(database)).as(where).isEqualTo(NaiveStaging.rows(scene.world, 2, 45));
    assertThat(Staged.reminders(database)).as(where).isEqualTo(NaiveStaging.reminders(scene.world));
    assertThat(
            database.ask(
                "SELECT count(*) FROM pg_class WHERE relname LIKE 'conflictlog_staging_next%'"))
        .isEqualTo("0");
    return killed.isPresent();
  }

  /** The task's own statements that are no question, and every commit. */
  private static boolean isChosen(String sql) {
    boolean own =
        sql.contains(StagingWorld.COMMAND + ".reminders")
            || sql.contains(StagingWorld.COMMAND + ".staging");
    return sql.equals("COMMIT") || (own && !sql.contains("*/ SELECT"));
  }
}
