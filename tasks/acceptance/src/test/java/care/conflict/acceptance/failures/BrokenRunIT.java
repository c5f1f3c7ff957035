package care.conflict.acceptance.failures;

import static care.conflict.testing.Waiting.pause;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.data.Comparison;
import care.conflict.acceptance.data.Parameters;
import care.conflict.acceptance.oracle.Expected;
import care.conflict.acceptance.oracle.NaiveDetection;
import care.conflict.acceptance.proxies.PostgresProxy;
import care.conflict.acceptance.proxies.Statements;
import care.conflict.acceptance.proxies.WarehouseProxy;
import care.conflict.acceptance.scenes.Scene;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.stage.Emulator;
import care.conflict.acceptance.stage.Json;
import care.conflict.acceptance.stage.Leaks;
import care.conflict.acceptance.stage.StoreReader;
import care.conflict.acceptance.worlds.WorldMaker;
import care.conflict.testing.Waiting;
import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Detection with bad settings, a broken warehouse or an order to stop fails as it should. */
@Tag("crash")
class BrokenRunIT {

  private static final String RUN = "broken-and-again";

  private static Scene scene;

  @BeforeAll
  static void makeTheWorld() {
    LocalDateTime now = LocalDateTime.parse("2026-05-02T10:00:00");
    scene = Scene.of(WorldMaker.make(43, 1000, now, Parameters.DEFAULT), 100);
  }

  @AfterAll
  static void endTheWorld() {
    scene.close();
  }

  private static Command.Finished finish(Command.Running running) {
    return withoutLeaks(running.await());
  }

  private static Command.Finished withoutLeaks(Command.Finished finished) {
    Leaks.check(scene.world, finished);
    return finished;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE FROM settings",
        "INSERT INTO settings (\"ExtraDistancePer\", \"InProgressFlag\") VALUES (1.2, 0)",
        "UPDATE settings SET \"ExtraDistancePer\" = NULL"
      })
  void settingsThatAreNotOneRowWithADistanceAreAConfigurationError(String spoil) {
    Database database = scene.database();
    database.execute(spoil);
    String before = database.fingerprint();
    Command.Finished finished = finish(scene.detection(database, Parameters.DEFAULT).start());
    assertThat(finished.exitCode()).as(finished.everything()).isEqualTo(2);
    assertThat(finished.output()).containsIgnoringCase("settings");
    assertThat(Json.read(finished.result()).get("exit_code").asInt()).isEqualTo(2);
    assertThat(database.fingerprint()).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("chunks")
  void aResultCutInTheMiddleFailsTheTaskAndResolvesNothing(int chunk) throws Exception {
    cut(WarehouseProxy.Kind.CHUNK, chunk);
  }

  /**
   * One is enough for each change of the code: the driver tries for a minute before it gives up.
   */
  static int[] chunks() {
    return "all".equals(System.getProperty("crash")) ? new int[] {1, 3, 5} : new int[] {3};
  }

  @ParameterizedTest
  @ValueSource(ints = {3})
  void anAnswerCutInTheMiddleFailsTheTaskAndResolvesNothing(int statement) throws Exception {
    cut(WarehouseProxy.Kind.STATEMENT, statement);
  }

  private static void cut(WarehouseProxy.Kind kind, int from) throws Exception {
    Database database = scene.database();
    String resolved = "SELECT count(*) FROM conflictvisitmaps WHERE \"StatusFlag\" = 'R'";
    String before = database.ask(resolved);
    try (WarehouseProxy proxy = WarehouseProxy.cutting(scene.emulator.port, kind, from)) {
      Command command =
          scene
              .detection(database, Parameters.DEFAULT, RUN)
              .env(Emulator.environment(proxy.port()));
      Command.Finished finished = finish(command.start());
      assertThat(proxy.reached().await(0, TimeUnit.SECONDS)).as("the cut was made").isTrue();
      assertThat(finished.exitCode()).as(finished.everything()).isEqualTo(1);
      JsonNode result = Json.read(finished.result());
      assertThat(result.get("status").asText()).isEqualTo("failed");
      assertThat(result.get("counts").path("resolved").asInt()).isZero();
    }
    assertThat(Long.parseLong(database.ask(resolved))).isLessThanOrEqualTo(Long.parseLong(before));
    aRunAfterwardsEndsAsUndisturbed(database);
  }

  private static void aRunAfterwardsEndsAsUndisturbed(Database database) {
    Expected expected = NaiveDetection.run(scene.world, Parameters.DEFAULT);
    StoreReader reader = new StoreReader(scene.world, StoreReader.clock().minusMinutes(6));
    Command.Finished finished = finish(scene.detection(database, Parameters.DEFAULT, RUN).start());
    assertThat(finished.exitCode()).as(finished.everything()).isZero();
    assertThat(Comparison.of(expected.contents(), reader.read(database))).isEmpty();
  }

  @Test
  void stoppedWhileAStatementWaitsForALockItEndsInTimeAndSaysSo() throws Exception {
    Database database = scene.database();
    try (Connection other = database.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE conflictvisitmaps IN SHARE MODE");
      Command.Running running = scene.detection(database, Parameters.DEFAULT, RUN).start();
      String waiting =
          "SELECT count(*) FROM pg_stat_activity"
              + " WHERE wait_event_type = 'Lock' AND datname = current_database()";
      for (int tries = 0; database.ask(waiting).equals("0") && tries < 300; tries++) {
        pause(100);
      }
      stop(running);
      assertThat(database.ask(waiting)).as("statements that still wait").isEqualTo("0");
    }
    assertThat(database.ask("SELECT coalesce(\"InProgressFlag\", 0) FROM settings")).isEqualTo("0");
    aRunAfterwardsEndsAsUndisturbed(database);
  }

  @Test
  void stoppedWhileTheDatabaseDoesNotAnswerItEndsInTimeAndSaysSo() throws Exception {
    Database database = scene.database();
    CountDownLatch reached = new CountDownLatch(1);
    PostgresProxy.Interruption hold =
        moment -> {
          if (moment.before() && moment.number() == 5) {
            reached.countDown();
            pause(60_000);
          }
          return true;
        };
    try (PostgresProxy proxy = new PostgresProxy(Database.port(), Statements::isWriting, hold)) {
      Command.Running running =
          scene
              .detection(database, Parameters.DEFAULT, RUN)
              .env(database.environment(proxy.port()))
              .start();
      assertThat(reached.await(Waiting.LONG_SECONDS, TimeUnit.SECONDS))
          .as("it comes that far")
          .isTrue();
      stop(running);
    }
    aRunAfterwardsEndsAsUndisturbed(database);
  }

  @Test
  void stoppedWhileItReadsFromTheWarehouseItEndsInTimeAndSaysSo() throws Exception {
    Database database = scene.database();
    try (WarehouseProxy proxy =
        WarehouseProxy.holding(scene.emulator.port, WarehouseProxy.Kind.CHUNK, 3)) {
      Command.Running running =
          scene
              .detection(database, Parameters.DEFAULT, RUN)
              .env(Emulator.environment(proxy.port()))
              .start();
      assertThat(proxy.reached().await(Waiting.LONG_SECONDS, TimeUnit.SECONDS))
          .as("it comes that far")
          .isTrue();
      stop(running);
    }
    aRunAfterwardsEndsAsUndisturbed(database);
  }

  private static void stop(Command.Running running) {
    pause(300);
    running.process().destroy(); // SIGTERM
    Command.Finished finished = withoutLeaks(running.await(30));
    assertThat(finished.exitCode()).as(finished.everything()).isEqualTo(143);
    assertThat(Json.read(finished.result()).get("status").asText()).isEqualTo("interrupted");
  }

  @Test
  void anErrorThatQuotesARowShowsNeitherSsnNorName() {
    Database database = scene.database();
    database.execute(
        """
        ALTER TABLE conflictvisitmaps
          ADD CONSTRAINT no_changes CHECK ("UpdatedDate" < '2026-05-02' OR "UpdatedDate" IS NULL) NOT VALID""");
    Command.Finished finished = finish(scene.detection(database, Parameters.DEFAULT).start());
    assertThat(finished.exitCode()).as(finished.everything()).isEqualTo(1);
    assertThat(Json.read(finished.result()).at("/error/message").asText()).isNotEmpty();
  }

  @Test
  void aWrongPasswordIsNotShown() {
    Database database = scene.database();
    Command.Finished finished =
        finish(
            scene
                .detection(database, Parameters.DEFAULT)
                .env(Map.of("POSTGRES_USER", "nobody_of_that_name"))
                .start());
    assertThat(finished.exitCode()).isIn(1, 2);
  }
}
