package care.conflict.acceptance.staging;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.data.World;
import care.conflict.acceptance.oracle.NaiveStaging;
import care.conflict.acceptance.proxies.PostgresProxy;
import care.conflict.acceptance.scenes.Operations;
import care.conflict.acceptance.scenes.Scene;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.stage.Json;
import care.conflict.acceptance.stage.Leaks;
import care.conflict.acceptance.worlds.StagingWorld;
import care.conflict.testing.Waiting;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who reads the staging table while it is replaced sees the old rows or the new ones. */
class StagingReadersIT {
  private static final String PICTURE =
      "SELECT count(*) || ' rows of ' || count(DISTINCT \"CreatedDate\") || ' ' || coalesce(min(\"SSN\"), '') FROM conflictlog_staging WHERE \"SSN\" = 'old' OR \"CreatedDate\" > '2020-01-01'";

  private static Scene scene;
  private static String next;

  private Database database;
  private String old;

  @BeforeAll
  static void makeTheWorld() {
    scene = Scene.of(StagingWorld.make(46));
    next = nextPicture(scene.world);
  }

  static String nextPicture(World world) {
    return NaiveStaging.rows(world, 2, 45).size() + " rows of 1";
  }

  @AfterAll
  static void endTheWorld() {
    scene.close();
  }

  @BeforeEach
  void stageOldRows() {
    database = scene.database();
    old = stageOldRows(database);
  }

  /** Returns what a reader sees of them. */
  static String stageOldRows(Database database) {
    database.execute(
        "INSERT INTO conflictlog_staging (\"SSN\", \"CreatedDate\") SELECT 'old', '2020-01-02' FROM generate_series(1, 7)");
    return "7 rows of 1 old";
  }

  private Command staging(String runId) {
    return StagingIT.staging(scene, database, runId);
  }

  /** Reads over and over until it is told to end. */
  private final class Reader implements AutoCloseable {
    final Set<String> seen = new ConcurrentSkipListSet<>();
    final AtomicLong longestMillis = new AtomicLong();
    final AtomicLong reads = new AtomicLong();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final Thread thread = new Thread(this::read, "reader");

    Reader() {
      thread.start();
    }

    private void read() {
      try (Connection connection = database.connect()) {
        while (!ended.get()) {
          long begun = System.nanoTime();
          seen.add(picture(connection));
          long millis = Duration.ofNanos(System.nanoTime() - begun).toMillis();
          longestMillis.accumulateAndGet(millis, Math::max);
          reads.incrementAndGet();
          Waiting.pause(2);
        }
      } catch (SQLException e) {
        failure.set(e);
      }
    }

    @Override
    public void close() {
      ended.set(true);
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
      assertThat(failure.get()).isNull();
    }
  }

  static String picture(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(PICTURE)) {
      answer.next();
      String text = answer.getString(1);
      return text.endsWith(" old") ? text : text.substring(0, text.lastIndexOf(' '));
    }
  }

  private static void ask(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void awaitInOutput(Command.Running running, String text) {
    Waiting.awaitTrue(
        () -> {
          try {
            return Files.readString(running.output()).contains(text);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private JsonNode finished(Command.Running running) {
    Command.Finished finished = running.await();
    Leaks.check(scene.world, finished);
    assertThat(finished.exitCode()).as(finished.everything()).isZero();
    return Json.read(finished.result());
  }

  @Test
  void readersInALoopSeeTheOldRowsOrTheNewAndHardlyWait() {
    try (Reader first = new Reader();
        Reader second = new Reader()) {
      JsonNode result = StagingIT.copied(scene, staging("run"));
      assertThat(result.at("/details/staging_replaced").asText()).isEqualTo("by a new table");
      long reads = second.reads.get();
      Waiting.awaitTrue(() -> second.reads.get() > reads + 2);
      assertThat(new TreeSet<>(first.seen)).isSubsetOf(old, next);
      assertThat(new TreeSet<>(second.seen)).containsExactlyInAnyOrder(old, next);
      assertThat(first.longestMillis.get()).as("milliseconds of the slowest read").isLessThan(4000);
    }
  }

  @Test
  void rowsReplacedInPlaceAreSeenByReadersAsTheOldOnesOrTheNew() {
    database.execute("CREATE VIEW audit AS SELECT \"ID\" FROM conflictlog_staging");
    try (Reader reader = new Reader()) {
      StagingIT.copied(scene, staging("run"));
      long reads = reader.reads.get();
      Waiting.awaitTrue(() -> reader.reads.get() > reads + 2);
      assertThat(new TreeSet<>(reader.seen)).containsExactlyInAnyOrder(old, next);
    }
  }

  @Test
  void aLongReaderIsWaitedForAndOthersReadMeanwhile() throws SQLException {
    try (Connection longReader = database.connect();
        Reader other = new Reader()) {
      longReader.setAutoCommit(false);
      assertThat(picture(longReader)).isEqualTo(old);
      Command.Running running = staging("run").with("--statement-timeout-minutes=20").start();
      awaitInOutput(running, "event=waiting");
      assertThat(picture(longReader)).isEqualTo(old);
      Waiting.pause(3000);
      longReader.rollback();
      assertThat(finished(running).at("/details/staging_replaced").asText())
          .isEqualTo("by a new table");
      assertThat(new TreeSet<>(other.seen)).isSubsetOf(old, next);
      assertThat(other.longestMillis.get()).as("milliseconds of the slowest read").isLessThan(4000);
      assertThat(picture(longReader)).isEqualTo(next);
    }
  }

  @Test
  void aSessionThatBeginsToReadOnlyWhenTheNewRowsAreThereAlreadyHoldsUpNobody()
      throws SQLException {
    AtomicReference<Connection> late = new AtomicReference<>();
    PostgresProxy.Interruption readBeforeTheLock =
        moment -> {
          if (moment.before() && moment.number() == 1) {
            late.set(holding());
          }
          return true;
        };
    try (PostgresProxy proxy =
            new PostgresProxy(
                Database.port(),
                sql -> sql.contains("IN ACCESS EXCLUSIVE MODE"),
                readBeforeTheLock);
        Reader other = new Reader()) {
      Command.Running running =
          staging("run")
              .with("--statement-timeout-minutes=20")
              .env(database.environment(proxy.port()))
              .start();
      awaitInOutput(running, "it is in use by session(s)");
      assertThat(picture(late.get())).isEqualTo(old);
      late.get().close();
      finished(running);
      assertThat(new TreeSet<>(other.seen)).isSubsetOf(old, next);
      assertThat(other.longestMillis.get()).as("milliseconds of the slowest read").isLessThan(4000);
    }
  }

  private Connection holding() {
    try {
      Connection connection = database.connect();
      connection.setAutoCommit(false);
      assertThat(picture(connection)).isEqualTo(old);
      return connection;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aTransactionThatBeganBeforeSeesTheOldRowsEvenWhenItLooksAtThemOnlyLater()
      throws SQLException {
    try (Connection early = database.connect()) {
      early.setAutoCommit(false);
      early.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      ask(early, "SELECT 1 FROM settings");
      Command.Running running = staging("run").with("--statement-timeout-minutes=20").start();
      awaitInOutput(running, "open transactions of session(s)");
      assertThat(picture(early)).isEqualTo(old);
      early.rollback();
      finished(running);
      assertThat(picture(early)).isEqualTo(next);
    }
  }

  @Test
  void anIdleTransactionThatHoldsNoSnapshotHoldsUpNothing() throws SQLException {
    try (Connection idle = database.connect()) {
      idle.setAutoCommit(false);
      ask(idle, "SELECT 1 FROM settings");
      ask(idle, "SET application_name = 'idle'"); // else the driver keeps the query's snapshot
      JsonNode result = finished(staging("run").start());
      assertThat(result.at("/details/staging_replaced").asText()).isEqualTo("by a new table");
      assertThat(result.get("warnings").toString()).doesNotContain("row by row");
      assertThat(picture(idle)).isEqualTo(next);
    }
  }

  @Test
  void aReaderThatDoesNotEndIsNotWaitedForForever() throws SQLException {
    try (Connection endless = database.connect()) {
      endless.setAutoCommit(false);
      endless.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      assertThat(picture(endless)).isEqualTo(old);
      JsonNode result = finished(staging("run").start());
      assertThat(Operations.warnings(result))
          .contains("row by row", "open transactions of session");
      assertThat(picture(endless)).isEqualTo(old);
      endless.rollback();
      assertThat(picture(endless)).isEqualTo(next);
      assertThat(database.ask("SELECT to_regclass('conflictlog_staging_next') IS NULL"))
          .isEqualTo("t");
    }
  }
}
