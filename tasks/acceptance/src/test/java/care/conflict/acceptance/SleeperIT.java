package care.conflict.acceptance;

import static care.conflict.acceptance.Operations.pause;
import static care.conflict.acceptance.Operations.signal;
import static care.conflict.acceptance.Operations.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A task that sleeps past its lease wakes up in another run's time, and writes nothing. */
class SleeperIT {

  private final Operations pipeline = Operations.create();

  @Test
  void detectionThatSleptWhileAStatementWaitedWritesNothing() throws Exception {
    succeeded(pipeline.preflight("sleeper").run());
    String before = pipeline.database.fingerprint();
    Command.Running sleeper;
    try (Connection other = pipeline.database.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE conflictvisitmaps IN SHARE MODE");
      sleeper = pipeline.detection("sleeper").start();
      pipeline.awaitWaiting(1);
      signal(sleeper, "STOP");
      takeOver();
      other.rollback();
    }
    wakes(sleeper, before);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 8})
  void detectionThatSleptBeforeAWritingStatementWritesNothing(int number) throws Exception {
    succeeded(pipeline.preflight("sleeper").run());
    String before = pipeline.database.fingerprint();
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
          pipeline.detection("sleeper").env(pipeline.database.environment(proxy.port())).start();
      assertThat(reached.await(60, TimeUnit.SECONDS)).as("it comes that far").isTrue();
      signal(sleeper, "STOP");
      takeOver();
      awake.countDown();
      wakes(sleeper, before);
    }
  }

  @Test
  void preflightThatSleptTouchesNeitherTheCronJobNorTheNextRunsLock() throws Exception {
    try (CronJobs cron = CronJobs.withJob(9, true)) {
      Command.Running sleeper = preflightAsleepAtTheCronJob();
      String before = pipeline.database.fingerprint();
      takeOver();
      assertThat(cron.active()).isEqualTo("1");
      wakes(sleeper, before);
      assertThat(cron.active()).isEqualTo("1");
      succeeded(pipeline.postflight("next").run());
      assertThat(cron.active()).isEqualTo("1,9");
    }
  }

  @Test
  void preflightThatSleptThroughTheNextRunAltogetherLeavesTheCronJobOn() throws Exception {
    try (CronJobs cron = CronJobs.withJob(9, true)) {
      Command.Running sleeper = preflightAsleepAtTheCronJob();
      takeOver();
      succeeded(pipeline.postflight("next").run());
      signal(sleeper, "CONT");
      assertThat(sleeper.await(60).exitCode()).isIn(1, 3);
      assertThat(cron.active()).isEqualTo("1,9");
      pipeline.isFree();
    }
  }

  @Test
  void postflightMakesATaskThatIsStillAtWorkRollBack() throws Exception {
    succeeded(pipeline.preflight("run").run());
    String before = pipeline.database.fingerprint();
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
    assertThat(task.await(60).exitCode()).isIn(1, 3);
    assertThat(pipeline.database.fingerprint()).isEqualTo(before);
    pipeline.isFree();
  }

  private Command.Running preflightAsleepAtTheCronJob() throws Exception {
    Command.Running sleeper;
    try (Connection other = CronJobs.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE cron.job");
      sleeper = pipeline.preflight("sleeper").start();
      Operations.awaitTrue(() -> pipeline.holder().equals("sleeper"));
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
    Command.Finished finished = sleeper.await(60);
    assertThat(finished.exitCode()).as(finished.everything()).isIn(1, 3);
    assertThat(pipeline.database.fingerprint()).isEqualTo(before);
    assertThat(pipeline.token()).isEqualTo(token);
    pipeline.isHeldBy("next");
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
