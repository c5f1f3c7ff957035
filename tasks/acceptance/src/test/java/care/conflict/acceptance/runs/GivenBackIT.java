package care.conflict.acceptance.runs;

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
import care.conflict.acceptance.stage.Leaks;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * However a task of a run ends, the end of the run gives back flag, lock and cron job, and the run
 * cleared and run again ends as if undisturbed.
 */
@Tag("crash")
class GivenBackIT {

  /** How a task ends. */
  enum End {
    FAILED,
    MISCONFIGURED,
    KILLED,
    TOLD_TO_STOP,
    DATABASE_LOST
  }

  private static final Random CHANCE = new Random();
  private static final Map<String, String> NONSENSE = Map.of("BATCH_SIZE", "many");

  private CronJobs cron;
  private String jobs;

  @BeforeEach
  void makeTheCronJob() {
    cron = CronJobs.withJob(7, true);
    jobs = cron.jobs();
  }

  @AfterEach
  void endPgCron() {
    cron.close();
  }

  static List<Arguments> ends() {
    List<Arguments> ends = new ArrayList<>();
    for (WritingTask task : WritingTask.values()) {
      for (End end : ends(task)) {
        ends.add(Arguments.of(task, end));
      }
    }
    return ends;
  }

  private static List<End> ends(WritingTask task) {
    List<End> ends = List.of(End.values());
    return Statements.all() || task.form() == WritingTask.Form.WAREHOUSE
        ? ends
        : List.of(ends.get(CHANCE.nextInt(ends.size())));
  }

  @ParameterizedTest
  @MethodSource("ends")
  void afterItsEndNothingIsTakenAndTheRunClearedEndsAsUndisturbed(WritingTask task, End end)
      throws Exception {
    Operations pipeline = Operations.create(task);
    WritingTask.Form form = task.form();
    succeeded(pipeline.begin(form, Undisturbed.RUN).run());
    assertThat(cron.active()).isEqualTo(form == WritingTask.Form.WAREHOUSE ? "1" : "1,7");
    bringTo(end, pipeline, task);
    isGivenBackAtTheEnd(form, pipeline);
    succeeded(pipeline.begin(form, Undisturbed.RUN).run());
    succeeded(pipeline.task(task, Undisturbed.RUN).run());
    isGivenBackAtTheEnd(form, pipeline);
    if (end != End.FAILED || task != WritingTask.STATUS) { // its later steps went on without one
      assertThat(Undisturbed.of(task).differences(pipeline.database)).isEmpty();
    }
    pipeline.database.drop();
  }

  private static void bringTo(End end, Operations pipeline, WritingTask task) {
    Command command = pipeline.task(task, Undisturbed.RUN);
    switch (end) {
      case FAILED -> {
        pipeline.database.execute(
            "ALTER TABLE %s ADD CONSTRAINT nothing_new CHECK (\"%s\" IS NULL) NOT VALID"
                .formatted(task.table(), task.filledColumn()));
        ended(1, command.run());
        pipeline.database.execute("ALTER TABLE " + task.table() + " DROP CONSTRAINT nothing_new");
      }
      case MISCONFIGURED -> ended(2, command.env(NONSENSE).run());
      case KILLED -> disturb(Disturbance.Kind.KILLED, pipeline, task, command);
      case TOLD_TO_STOP -> {
        Command.Finished told = disturb(Disturbance.Kind.TOLD_TO_STOP, pipeline, task, command);
        // with its last statement it has done all there was to do
        ended(told.exitCode() == 0 ? 0 : 143, told);
      }
      case DATABASE_LOST ->
          ended(1, disturb(Disturbance.Kind.DATABASE_LOST, pipeline, task, command));
    }
    pipeline.isHeldBy(Undisturbed.RUN);
  }

  private static Command.Finished disturb(
      Disturbance.Kind kind, Operations pipeline, WritingTask task, Command command) {
    // a task of a run writes nothing about the lock and what is noted beside it: that, each with
    // its
    // COMMIT, it has less than one that is run alone
    int last =
        Undisturbed.of(task).count(Statements::isWriting)
            - 2 * Undisturbed.of(task).count(Statements::writesTheLock);
    int number = 1 + CHANCE.nextInt(last);
    Disturbance.Ended ended =
        Disturbance.before(kind, Statements::isWriting, number).befalls(command, pipeline.database);
    System.out.printf("%s %s at statement %d: %s%n", task, kind, number, ended.where());
    Leaks.check(ended.finished());
    return ended.finished();
  }

  @ParameterizedTest
  @EnumSource
  void whereverPreflightEndsItIsTheSame(Disturbance.Kind kind) throws Exception {
    Operations pipeline = Operations.create();
    Disturbance.before(kind, Statements::isAny, 12 + CHANCE.nextInt(20))
        .befalls(pipeline.preflight(Undisturbed.RUN), pipeline.database);
    isGivenBackByPostflight(pipeline);
    succeeded(pipeline.preflight(Undisturbed.RUN).run());
    isGivenBackByPostflight(pipeline);
  }

  @ParameterizedTest
  @EnumSource
  void whereverPostflightEndsASecondOneGivesBack(Disturbance.Kind kind) throws Exception {
    Operations pipeline = Operations.create();
    succeeded(pipeline.preflight(Undisturbed.RUN).run());
    Disturbance.before(kind, Statements::isAny, 2 + CHANCE.nextInt(20))
        .befalls(pipeline.postflight(Undisturbed.RUN), pipeline.database);
    isGivenBackByPostflight(pipeline);
  }

  @Test
  void aRunOfWhichNothingIsLeftIsTakenOverWhenItsLeaseHasEnded() {
    Operations pipeline = Operations.create();
    succeeded(pipeline.preflight("dead").run());
    pipeline.endLease();
    succeeded(pipeline.preflight("next").run());
    succeeded(pipeline.postflight("next").run());
    pipeline.isFree();
    assertThat(cron.jobs()).isEqualTo(jobs);
  }

  private void isGivenBackAtTheEnd(WritingTask.Form form, Operations pipeline) throws IOException {
    if (form == WritingTask.Form.WAREHOUSE) {
      isGivenBackByPostflight(pipeline);
    } else {
      succeeded(pipeline.runLock("release", "--run-id=" + Undisturbed.RUN));
      isGivenBack(pipeline);
    }
  }

  private void isGivenBack(Operations pipeline) {
    pipeline.isFree();
    assertThat(cron.jobs()).isEqualTo(jobs);
  }

  private void isGivenBackByPostflight(Operations pipeline) throws IOException {
    succeeded(pipeline.postflight(Undisturbed.RUN).run());
    isGivenBack(pipeline);
    Leaks.check(Files.readString(pipeline.location(Undisturbed.RUN).resolve("report.html")));
  }
}
