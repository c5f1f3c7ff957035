package care.conflict.acceptance.runs;

import static care.conflict.acceptance.scenes.Operations.ended;
import static care.conflict.acceptance.scenes.Operations.message;
import static care.conflict.acceptance.scenes.Operations.signal;
import static care.conflict.acceptance.scenes.Operations.succeeded;
import static care.conflict.acceptance.scenes.Operations.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.scenes.Operations;
import care.conflict.acceptance.scenes.WritingTask;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.CronJobs;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A task that is run alone, whose run holds no lock, takes it for its own time and no longer. */
class LoneTaskIT {

  private static final String OTHER = "another_task";

  private Operations pipeline = Operations.create();

  @ParameterizedTest
  @EnumSource
  void itTakesTheLockAndGivesItBack(WritingTask task) throws Exception {
    try (Waiting waiting = startUntilItWaits(task)) {
      pipeline.isHeldBy("alone");
      assertThat(pipeline.runLock("show").output()).contains(task.command() + ", for itself alone");
      assertThat(pipeline.lock().get("kept").asBoolean()).isFalse();
      waiting.endWaiting();
      assertThat(warnings(succeeded(waiting.task().await()))).doesNotContain("still at work");
    }
    pipeline.isFree();
  }

  @ParameterizedTest
  @EnumSource
  void killedAndRunAgainItGivesBackTheLockThatItLeft(WritingTask task) throws Exception {
    kill(task);
    succeeded(pipeline.task(task, "alone").run());
    pipeline.isFree();
  }

  @ParameterizedTest
  @EnumSource
  void killedItLeavesALockThatTheNextTaskOfItsRunGivesBack(WritingTask task) throws Exception {
    kill(task);
    succeeded(pipeline.task(next(task), "alone").run());
    pipeline.isFree();
  }

  @Test
  void besideAnotherTaskOfItsRunThatIsAtWorkAloneItDoesNotStart() throws Exception {
    try (Waiting waiting = startUntilItWaits(WritingTask.DETECTION)) {
      pipeline.database.execute("UPDATE pipeline_lock SET task = '" + OTHER + "'");
      assertThat(message(ended(3, pipeline.detection("alone").run())))
          .contains("held by alone")
          .contains(OTHER);
      pipeline.isHeldBy("alone");
      waiting.endWaiting();
      succeeded(waiting.task().await());
    }
    pipeline.isFree();
  }

  @Test
  void behindAnotherTaskOfItsRunThatSleptPastItsLeaseItTakesOver() throws Exception {
    try (Waiting waiting = startUntilItWaits(WritingTask.DETECTION)) {
      signal(waiting.task(), "STOP");
      pipeline.database.execute("UPDATE pipeline_lock SET task = '" + OTHER + "'");
      pipeline.endLease();
      waiting.endWaiting();
      succeeded(pipeline.detection("alone").run());
      pipeline.isFree();
      signal(waiting.task(), "CONT");
      assertThat(waiting.task().await().exitCode()).isIn(1, 3);
    }
    pipeline.isFree();
  }

  @Tag("pgcron")
  @Test
  void afterAPreflightThatWasKilledItGivesBackTheCronJobToo() throws Exception {
    try (CronJobs cron = CronJobs.withJob(7, true)) {
      pipeline.killPreflightThatHasTheLock("run");
      assertThat(cron.active()).isEqualTo("1");
      pipeline.awaitNoTask();
      pipeline.isHeldBy("run");
      succeeded(pipeline.detection("run").run());
      pipeline.isFree();
      assertThat(cron.active()).isEqualTo("1,7");
    }
  }

  @Test
  void afterPreflightItLeavesTheLockToTheRunUnderATokenOfItsOwn() {
    succeeded(pipeline.preflight("run").run());
    long token = pipeline.token();
    assertThat(pipeline.lock().get("kept").asBoolean()).isTrue();
    assertThat(warnings(succeeded(pipeline.detection("run").run()))).doesNotContain("still at");
    assertThat(pipeline.token()).isEqualTo(token + 1);
    assertThat(pipeline.lock().get("kept").asBoolean()).isTrue();
    pipeline.isHeldBy("run");
  }

  @Test
  void afterAnAcquireItLeavesTheLockToTheRun() {
    assertThat(pipeline.runLock("acquire", "--run-id=run").exitCode()).isZero();
    succeeded(pipeline.detection("run").run());
    pipeline.isHeldBy("run");
  }

  private static WritingTask next(WritingTask task) {
    List<WritingTask> all = WritingTask.of(task.form());
    return all.get((all.indexOf(task) + 1) % all.size());
  }

  private void kill(WritingTask task) throws Exception {
    try (Waiting waiting = startUntilItWaits(task)) {
      waiting.task().process().destroyForcibly().waitFor();
      pipeline.awaitNoTask(); // the statement that still waits ends by itself
    }
    pipeline.isHeldBy("alone");
  }

  /** A task that waits for a lock which somebody else holds on a table. */
  private record Waiting(Command.Running task, Connection other) implements AutoCloseable {

    void endWaiting() throws SQLException {
      other.rollback();
    }

    @Override
    public void close() throws SQLException {
      other.close();
    }
  }

  private Waiting startUntilItWaits(WritingTask task) throws Exception {
    // In-service detection has nothing to write where there is no event.
    if (task.form() == WritingTask.Form.REPLICA || task == WritingTask.INSERVICE) {
      pipeline = Operations.create(task);
    }
    Connection other = pipeline.database.connect();
    other.setAutoCommit(false);
    try (Statement statement = other.createStatement()) {
      statement.execute("LOCK TABLE " + task.table() + " IN SHARE MODE");
    }
    Command.Running running = pipeline.task(task, "alone").start();
    pipeline.awaitWaiting(1);
    return new Waiting(running, other);
  }
}
