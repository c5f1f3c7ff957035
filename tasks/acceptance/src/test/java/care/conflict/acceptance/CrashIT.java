package care.conflict.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Detection killed before and after each statement, then run again, ends as if undisturbed. */
class CrashIT {

  private static final int MOST_STATEMENTS = 1000;

  private static Scene scene;

  @BeforeAll
  static void makeTheWorld() {
    LocalDateTime now = LocalDateTime.parse("2026-05-02T10:00:00");
    scene = Scene.of(WorldMaker.make(42, 250, now, Parameters.DEFAULT));
    Expected expected = NaiveDetection.run(scene.world, Parameters.DEFAULT);
    assertThat(expected.counts().values()).as("everything happens in this world").doesNotContain(0);
  }

  @AfterAll
  static void endTheWorld() {
    scene.close();
  }

  @Test
  void killedBeforeAnyStatementAndRunAgainTheTablesAreAsUndisturbed() {
    killAtEach(true);
  }

  @Test
  void killedAfterAnyStatementAndRunAgainTheTablesAreAsUndisturbed() {
    killAtEach(false);
  }

  private static void killAtEach(boolean before) {
    int kills = 0;
    while (kills < MOST_STATEMENTS && killAt(kills + 1, before)) {
      kills++;
    }
    System.out.println(
        "killed " + (before ? "before" : "after") + " each of " + kills + " statements");
    assertThat(kills).as("statements that it was killed at").isBetween(5, MOST_STATEMENTS - 1);
  }

  /** False where the run has no such statement and so ended undisturbed. */
  private static boolean killAt(int number, boolean before) {
    Expected expected = NaiveDetection.run(scene.world, Parameters.DEFAULT);
    StoreReader reader = new StoreReader(scene.world, StoreReader.clock());
    Database database = scene.database();
    String runId = "crash-" + number;
    AtomicReference<Command.Running> running = new AtomicReference<>();
    AtomicBoolean killed = new AtomicBoolean();
    AtomicReference<String> where = new AtomicReference<>("the end");
    PostgresProxy.Interruption kill =
        moment -> {
          if (moment.number() != number || moment.before() != before) {
            return true;
          }
          killed.set(true);
          where.set(moment.sql());
          running.get().process().destroyForcibly();
          return false;
        };
    try (PostgresProxy proxy = new PostgresProxy(Database.port(), Statements::isChosen, kill)) {
      Command command = scene.detection(database, Parameters.DEFAULT, runId);
      running.set(command.env(database.environment(proxy.port())).start());
      running.get().await(120);
    }
    Command again = scene.detection(database, Parameters.DEFAULT, runId);
    Command.Finished finished = again.run();
    assertThat(finished.exitCode())
        .as("run again after %s: %s", where, finished.everything())
        .isZero();
    assertThat(Comparison.of(expected.contents(), reader.read(database)))
        .as("killed at " + where)
        .isEmpty();
    return killed.get();
  }
}
