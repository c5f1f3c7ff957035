package care.conflict.acceptance.staging;

import static care.conflict.acceptance.scenes.Operations.ended;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.oracle.NaiveStaging;
import care.conflict.acceptance.proxies.PostgresProxy;
import care.conflict.acceptance.scenes.Partitions;
import care.conflict.acceptance.scenes.Scene;
import care.conflict.acceptance.scenes.Spread;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.CronJobs;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.stage.Staged;
import care.conflict.acceptance.worlds.StagingWorld;
import care.conflict.testing.Waiting;
import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Over several connections, the picture is that of one moment, or there is none. */
class StagingWritersIT {
  /** So large a conflictvisitmaps is written over two connections. */
  static final int BLOCKS_OF_TWO = 2000;

  private static final String JOINS = "SET TRANSACTION SNAPSHOT";
  private static final String FILLS = "INSERT INTO conflict_dev.conflictlog_staging_next";

  private static Scene scene;
  private static Database large;

  @BeforeAll
  static void makeTheWorld() {
    scene = Scene.of(StagingWorld.make(45));
    large = scene.database();
    Spread.over(2 * BLOCKS_OF_TWO, large);
  }

  @AfterAll
  static void endTheWorld() {
    scene.close();
  }

  private static Command staging(Database database) {
    return StagingIT.staging(scene, database, "run");
  }

  private static Map<String, Map<String, String>> expected() {
    return NaiveStaging.rows(scene.world, 2, 45);
  }

  private static void hasThePicture(Database database, JsonNode result, int writers) {
    assertThat(result.at("/details/staging_replaced").asText()).isEqualTo("by a new table");
    assertThat(result.at("/details/staging_writers").asInt()).isEqualTo(writers);
    assertThat(Staged.rows(database)).isEqualTo(expected());
    assertThat(result.at("/counts/staged").asInt()).isEqualTo(expected().size());
    assertThat(database.ask("SELECT count(DISTINCT \"CreatedDate\") FROM conflictlog_staging"))
        .isEqualTo("1");
  }

  private static boolean isNextThere(Database database) {
    return database.ask("SELECT to_regclass('conflictlog_staging_next') IS NOT NULL").equals("t");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void overAnyNumberOfConnectionsThePictureIsTheSame(int writers) {
    Database database = large.copy();
    JsonNode result = StagingIT.copied(scene, staging(database).with("--writers=" + writers));
    hasThePicture(database, result, writers);
  }

  @Test
  void ofPartitionsEachIsWrittenInParts() {
    Database database = scene.database();
    Partitions.make(database);
    Spread.over(BLOCKS_OF_TWO, database);
    hasThePicture(database, StagingIT.copied(scene, staging(database)), 2);
  }

  @Test
  void whatPeopleClickBetweenThePartsIsInNoneOfThem() {
    Database database = large.copy();
    click(database, 0);
    AtomicInteger clicks = new AtomicInteger();
    PostgresProxy.Interruption clickBefore =
        moment -> {
          if (moment.before()) {
            synchronized (clicks) {
              click(database, clicks.incrementAndGet());
            }
          }
          return true;
        };
    try (PostgresProxy proxy =
        new PostgresProxy(
            Database.port(), sql -> sql.contains(JOINS) || sql.contains(FILLS), clickBefore)) {
      StagingIT.copied(
          scene, staging(database).with("--writers=4").env(database.environment(proxy.port())));
    }
    assertThat(clicks.get()).as("three join, four write").isEqualTo(7);
    assertThat(Staged.rows(database).keySet()).isEqualTo(expected().keySet());
    assertThat(
            database.ask(
                """
                SELECT string_agg(DISTINCT concat("FlagForReview", "ConFlagForReview"), ', ')
                FROM conflictlog_staging"""))
        .isEqualTo("00");
  }

  /** All rows at once, which moves each to another place. */
  private static void click(Database database, int number) {
    database.execute(
        """
        BEGIN;
        UPDATE conflictvisitmaps SET "FlagForReview" = '%1$d';
        UPDATE conflicts SET "FlagForReview" = '%1$d';
        COMMIT"""
            .formatted(number));
  }

  @Test
  void whereAWritersConnectionIsEndedTheTaskFailsAndLeavesNothingAndRunAgainItIsDone() {
    Database database = large.copy();
    String old = StagingReadersIT.stageOldRows(database);
    CountDownLatch bothWrite = new CountDownLatch(2);
    PostgresProxy.Interruption endTheSecond =
        moment -> {
          if (moment.before()) {
            bothWrite.countDown();
            await(bothWrite);
            if (moment.number() == 2) {
              end(database, "FOR KEY SHARE");
            }
          }
          return true;
        };
    JsonNode failed;
    try (PostgresProxy proxy =
        new PostgresProxy(Database.port(), sql -> sql.contains(FILLS), endTheSecond)) {
      failed = ended(1, staging(database).env(database.environment(proxy.port())).run());
    }
    assertThat(failed.at("/error/message").asText())
        .startsWith("staging: ")
        .doesNotContain("57014");
    assertThat(isNextThere(database)).isFalse();
    assertThat(picture(database)).isEqualTo(old);
    hasThePicture(database, StagingIT.copied(scene, staging(database)), 2);
  }

  /** Ends the session that waits in a transaction after such a statement. */
  private static void end(Database database, String last) {
    assertThat(
            database.ask(
                """
                SELECT count(pg_terminate_backend(pid, 60000)) FROM pg_stat_activity
                WHERE datname = current_database() AND state = 'idle in transaction' AND query LIKE '%%%s%%'"""
                    .formatted(last)))
        .isEqualTo("1");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String picture(Database database) {
    try (Connection connection = database.connect()) {
      return StagingReadersIT.picture(connection);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void toldToStopWhileTheyWriteItLeavesNothing() {
    Database database = large.copy();
    String old = StagingReadersIT.stageOldRows(database);
    AtomicReference<Command.Running> running = new AtomicReference<>();
    PostgresProxy.Interruption stop =
        moment -> {
          if (moment.before() && moment.number() == 2) {
            running.get().process().destroy();
            Waiting.pause(1000);
          }
          return true;
        };
    try (PostgresProxy proxy =
        new PostgresProxy(Database.port(), sql -> sql.contains(FILLS), stop)) {
      running.set(staging(database).env(database.environment(proxy.port())).start());
      ended(143, running.get().await(30));
    }
    assertThat(isNextThere(database)).isFalse();
    assertThat(picture(database)).isEqualTo(old);
  }

  /** Of those that a task needs, 5, one stays free: who keeps the lease makes its own later. */
  @ParameterizedTest
  @CsvSource({"3, 2", "5, 3", "7, 4"})
  void whereFewerConnectionsAreToBeHadItWritesOverThose(int connections, int writers) {
    Database database = large.copy();
    CronJobs.execute("DROP ROLE IF EXISTS limited");
    CronJobs.execute(
        "CREATE ROLE limited LOGIN PASSWORD 'of-no-use' CONNECTION LIMIT " + connections);
    try {
      Command.Finished granted =
          scene.command("migrate", database, "grants").with("--grant-to=limited").run();
      assertThat(granted.exitCode()).as(granted.everything()).isZero();
      Command.Finished finished =
          staging(database).with("--writers=4").env(Map.of("POSTGRES_USER", "limited")).run();
      hasThePicture(database, ended(0, finished), writers);
      assertThat(finished.output().contains("fewer writers")).isEqualTo(writers < 4);
    } finally {
      database.execute("REASSIGN OWNED BY limited TO postgres");
      database.execute("DROP OWNED BY limited");
      CronJobs.execute("DROP ROLE limited");
    }
  }
}
