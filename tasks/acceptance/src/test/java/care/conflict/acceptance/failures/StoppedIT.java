package care.conflict.acceptance.failures;

import static care.conflict.acceptance.scenes.Operations.ended;
import static care.conflict.acceptance.scenes.Operations.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.proxies.Disturbance;
import care.conflict.acceptance.proxies.Statements;
import care.conflict.acceptance.scenes.Operations;
import care.conflict.acceptance.scenes.Undisturbed;
import care.conflict.acceptance.scenes.WritingTask;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.CronJobs;
import care.conflict.testing.Waiting;
import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Asked to stop at any moment, a task stops, says so, and leaves nothing behind. */
@Tag("crash")
class StoppedIT {

  /** Statements with which it gives back what it took: it is not stopped there. */
  private static final int AT_THE_END = 16;

  private static final int PREFLIGHT_STATEMENTS = 35;
  private static final int PREFLIGHT_TIMES = 3;
  private static final Random CHANCE = new Random();

  /** Each task, each time in another part of the whole, so that all of it is tried. */
  static Stream<Arguments> parts() {
    return Arrays.stream(WritingTask.values())
        .flatMap(task -> IntStream.range(0, parts(task)).mapToObj(at -> Arguments.of(task, at)));
  }

  private static int parts(WritingTask task) {
    if (Statements.all()) {
      return 20;
    }
    return task.form() == WritingTask.Form.WAREHOUSE ? 3 : 1;
  }

  @ParameterizedTest
  @MethodSource("parts")
  void aTaskStoppedAtARandomStatementGivesBackTheLockThatItTookAndRunAgainEndsAsUndisturbed(
      WritingTask task, int part) {
    Operations pipeline = Operations.create(task);
    int whole = Undisturbed.of(task).statements().size() - AT_THE_END;
    double share = (part + CHANCE.nextDouble()) / parts(task);
    int statement = 1 + Math.min(whole - 1, (int) (whole * share));
    stop(pipeline, pipeline.task(task, Undisturbed.RUN), statement);
    pipeline.isFree();
    succeeded(pipeline.task(task, Undisturbed.RUN).run());
    assertThat(Undisturbed.of(task).differences(pipeline.database)).isEmpty();
  }

  @Tag("pgcron")
  @RepeatedTest(PREFLIGHT_TIMES)
  void preflightStoppedAtARandomStatementGivesBackWhatItTook(RepetitionInfo time) {
    Operations pipeline = Operations.create();
    int part = PREFLIGHT_STATEMENTS / PREFLIGHT_TIMES;
    try (CronJobs cron = CronJobs.withJob(7, true)) {
      int statement = 1 + part * (time.getCurrentRepetition() - 1) + CHANCE.nextInt(part);
      stop(pipeline, pipeline.preflight("run"), statement);
      assertThat(cron.active()).isEqualTo("1,7");
      pipeline.isFree();
    }
  }

  @Test
  void aTaskOfARunThatHoldsTheLockLeavesItToTheRun() {
    Operations pipeline = Operations.create();
    succeeded(pipeline.preflight("run").run());
    stop(pipeline, pipeline.detection("run"), 12);
    pipeline.isHeldBy("run");
    succeeded(pipeline.postflight("run").run());
    pipeline.isFree();
  }

  @Test
  @Tag("pgcron")
  void postflightStoppedWhileTheViewWaitsGivesBackAllTheSame() throws Exception {
    Operations pipeline = Operations.create();
    try (CronJobs cron = CronJobs.withJob(7, true)) {
      succeeded(pipeline.preflight("run").run());
      try (Connection other = pipeline.database.connect();
          Statement statement = other.createStatement()) {
        other.setAutoCommit(false);
        statement.execute("LOCK TABLE conflictvisitmaps");
        Command.Running running = pipeline.postflight("run").start();
        pipeline.awaitWaiting(1);
        running.process().destroy();
        ended(143, running.await(30));
      }
      assertThat(cron.active()).isEqualTo("1,7");
      pipeline.isFree();
    }
  }

  @Tag("pgcron")
  @RepeatedTest(2)
  void postflightStoppedAtARandomStatementGivesBackAllTheSame() {
    Operations pipeline = Operations.create();
    try (CronJobs cron = CronJobs.withJob(7, true)) {
      succeeded(pipeline.preflight("run").run());
      stop(pipeline, pipeline.postflight("run"), 6 + CHANCE.nextInt(20));
      assertThat(cron.active()).isEqualTo("1,7");
      pipeline.isFree();
    }
  }

  private static void stop(Operations pipeline, Command command, int statement) {
    Disturbance.Ended ended =
        Disturbance.before(Disturbance.Kind.TOLD_TO_STOP, Statements::isAny, statement)
            .befalls(command, pipeline.database);
    assertThat(ended.after().toSeconds())
        .as("seconds until it stopped at " + ended.where())
        .isLessThan(30);
    JsonNode result = ended(143, ended.finished());
    assertThat(result.get("status").asText()).as(ended.where()).isEqualTo("interrupted");
    Waiting.awaitTrue(
        () ->
            pipeline
                .database
                .ask(
                    "SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE '%task%'"
                        + " AND state <> 'idle' AND datname = current_database()")
                .equals("0"));
  }
}
