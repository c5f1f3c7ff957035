package care.conflict.acceptance.runs;

import static care.conflict.acceptance.scenes.Operations.signal;
import static care.conflict.acceptance.scenes.Operations.succeeded;
import static care.conflict.testing.Waiting.pause;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.proxies.PostgresProxy;
import care.conflict.acceptance.proxies.Statements;
import care.conflict.acceptance.scenes.Operations;
import care.conflict.acceptance.scenes.WritingTask;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.CronJobs;
import care.conflict.acceptance.stage.Database;
import care.conflict.testing.Waiting;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A task that sleeps past its lease wakes up in another run's time, and writes nothing. */
@Tag("crash")
class SleeperIT {

  private static final Map<WritingTask, Integer> WRITINGS = new EnumMap<>(WritingTask.class);

  private Operations pipeline = Operations.create();

  @ParameterizedTest
  @EnumSource
  void aTaskThatSleptWhileAStatementWaitedWritesNothing(WritingTask task) throws Exception {
    pipeline = Operations.create(task);
    succeeded(pipeline.preflight("sleeper").run());
    Command.Running sleeper;
    try (Connection other = pipeline.database.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE " + task.table() + " IN SHARE MODE");
      sleeper = pipeline.task(task, "sleeper").start();
      pipeline.awaitWaiting(1);
      signal(sleeper, "STOP");
      takeOver();
      other.rollback();
    }
    wakes(sleeper, fingerprint());
  }

  /** Each task, at some of its writing statements. */
  static List<Arguments> statements() {
    List<Arguments> found = new ArrayList<>();
    for (WritingTask task : WritingTask.values()) {
      for (int percent : percents(task)) {
        found.add(Arguments.of(task, percent));
      }
    }
    return found;
  }

  private static int[] percents(WritingTask task) {
    if (Statements.all()) {
      return new int[] {5, 20, 40, 60, 80, 95};
    }
    return task.form() == WritingTask.Form.WAREHOUSE ? new int[] {30, 75} : new int[] {50};
  }

  /** How many writing statements a task sends that joins a run: fewer than one that runs alone. */
  private static int writings(WritingTask task) {
    Operations pipeline = Operations.create(task);
    succeeded(pipeline.preflight("awake").run());
    try (PostgresProxy proxy =
        new PostgresProxy(Database.port(), Statements::isWriting, moment -> true)) {
      succeeded(
          pipeline.task(task, "awake").env(pipeline.database.environment(proxy.port())).run());
      return proxy.statements().size();
    }
  }

  @ParameterizedTest
  @MethodSource("statements")
  void aTaskThatSleptBeforeAWritingStatementWritesNothing(WritingTask task, int percent)
      throws Exception {
    pipeline = Operations.create(task);
    int number = 1 + WRITINGS.computeIfAbsent(task, SleeperIT::writings) * percent / 110;
    succeeded(pipeline.preflight("sleeper").run());
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch awake = new CountDownLatch(1);
    PostgresProxy.Interruption hold =
        moment -> {
          if (moment.before() && moment.number() == number) {
            reached.countDown();
            awaitQuietly(awake);
          }
          return true;
        };
    try (PostgresProxy proxy = new PostgresProxy(Database.port(), Statements::isWriting, hold)) {
      Command.Running sleeper =
          pipeline.task(task, "sleeper").env(pipeline.database.environment(proxy.port())).start();
      assertThat(reached.await(Waiting.LONG_SECONDS, TimeUnit.SECONDS))
          .as("it comes that far")
          .isTrue();
      signal(sleeper, "STOP");
      takeOver();
      String before = fingerprint();
      awake.countDown();
      wakes(sleeper, before);
    }
  }

  @Tag("pgcron")
  @Test
  void preflightThatSleptTouchesNeitherTheCronJobNorTheNextRunsLock() throws Exception {
    try (CronJobs cron = CronJobs.withJob(9, true)) {
      Command.Running sleeper = preflightAsleepAtTheCronJob();
      String before = fingerprint();
      takeOver();
      assertThat(cron.active()).isEqualTo("1");
      wakes(sleeper, before);
      assertThat(cron.active()).isEqualTo("1");
      succeeded(pipeline.postflight("next").run());
      assertThat(cron.active()).isEqualTo("1,9");
    }
  }

  @Tag("pgcron")
  @Test
  void preflightThatSleptThroughTheNextRunAltogetherLeavesTheCronJobOn() throws Exception {
    try (CronJobs cron = CronJobs.withJob(9, true)) {
      Command.Running sleeper = preflightAsleepAtTheCronJob();
      takeOver();
      succeeded(pipeline.postflight("next").run());
      signal(sleeper, "CONT");
      assertThat(sleeper.await().exitCode()).isIn(1, 3);
      assertThat(cron.active()).isEqualTo("1,9");
      pipeline.isFree();
    }
  }

  @Tag("pgcron")
  @ParameterizedTest
  @CsvSource({"task99_postflight, 1", "run_lock, 2"})
  void whatGivesBackAndSleptBetweenLockAndCronJobLeavesTheNextRunsJobOff(String command, int look)
      throws Exception {
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch awake = new CountDownLatch(1);
    PostgresProxy.Interruption hold =
        moment -> {
          if (!moment.before() && moment.number() == look) {
            reached.countDown();
            awaitQuietly(awake);
          }
          return true;
        };
    try (CronJobs cron = CronJobs.withJob(9, true);
        PostgresProxy proxy = new PostgresProxy(Database.port(), SleeperIT::looks, hold)) {
      succeeded(pipeline.preflight("sleeper").run());
      Command giving =
          command.equals("run_lock")
              ? pipeline.runLockCommand("release", "--run-id=sleeper")
              : pipeline.postflight("sleeper");
      Command.Running sleeper = giving.env(pipeline.database.environment(proxy.port())).start();
      assertThat(reached.await(Waiting.LONG_SECONDS, TimeUnit.SECONDS))
          .as("it comes that far")
          .isTrue();
      takeOver();
      assertThat(cron.active()).isEqualTo("1");
      awake.countDown();
      Command.Finished finished = sleeper.await();
      assertThat(cron.active()).as(finished.everything()).isEqualTo("1");
      assertThat(finished.exitCode()).as(finished.everything()).isIn(1, 3);
      pipeline.isHeldBy("next");
      succeeded(pipeline.postflight("next").run());
      assertThat(cron.active()).isEqualTo("1,9");
    }
  }

  /** Whether it looks at the lock before something is given back. */
  private static boolean looks(String sql) {
    return sql.contains("pipeline_lock_state")
        && (sql.contains(".restore_cron_job ") || sql.contains("run_lock.release "));
  }

  @Test
  void postflightMakesATaskThatIsStillAtWorkRollBack() throws Exception {
    succeeded(pipeline.preflight("run").run());
    String before = fingerprint();
    Command.Running task;
    try (Connection other = pipeline.database.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE conflictvisitmaps IN SHARE MODE");
      task = pipeline.detection("run").start();
      pipeline.awaitWaiting(1);
      succeeded(pipeline.postflight("run").run());
      other.rollback();
    }
    assertThat(task.await().exitCode()).isIn(1, 3);
    assertThat(fingerprint()).isEqualTo(before);
    pipeline.isFree();
  }

  private Command.Running preflightAsleepAtTheCronJob() throws Exception {
    Command.Running sleeper;
    try (Connection other = CronJobs.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE cron.job");
      sleeper = pipeline.preflight("sleeper").start();
      Waiting.awaitTrue(() -> pipeline.holder().equals("sleeper"));
      pause(1500); // the look at cron.job waits by now
      signal(sleeper, "STOP");
      other.rollback();
    }
    return sleeper;
  }

  private void takeOver() {
    pipeline.endLease();
    succeeded(pipeline.preflight("next").run());
    pipeline.isHeldBy("next");
  }

  private void wakes(Command.Running sleeper, String before) {
    long token = pipeline.token();
    signal(sleeper, "CONT");
    Command.Finished finished = sleeper.await();
    assertThat(finished.exitCode()).as(finished.everything()).isIn(1, 3);
    assertThat(fingerprint()).isEqualTo(before);
    assertThat(pipeline.token()).isEqualTo(token);
    pipeline.isHeldBy("next");
  }

  /** Changes with every write, also to the plan. */
  private String fingerprint() {
    return pipeline.database.fingerprint()
        + pipeline.database.ask(
            "SELECT coalesce(string_agg(xmin::text, ','), '') FROM pipeline_chunk_keys");
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
