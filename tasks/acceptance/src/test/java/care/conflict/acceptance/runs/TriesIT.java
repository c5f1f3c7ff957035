package care.conflict.acceptance.runs;

import static care.conflict.acceptance.scenes.Operations.ended;
import static care.conflict.acceptance.scenes.Operations.message;
import static care.conflict.acceptance.scenes.Operations.signal;
import static care.conflict.acceptance.scenes.Operations.succeeded;
import static care.conflict.acceptance.scenes.Operations.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.proxies.Disturbance;
import care.conflict.acceptance.proxies.PostgresProxy;
import care.conflict.acceptance.proxies.Statements;
import care.conflict.acceptance.scenes.Operations;
import care.conflict.acceptance.scenes.WritingTask;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.stage.Json;
import care.conflict.testing.Waiting;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A task that is tried again in its run: the earlier try, however it ended or did not, takes
 * nothing away from the later one.
 */
class TriesIT {
  private static final String NOW = "2026-05-02T10:00:00";
  private static final String FORGET = "steps_of = NULL";
  private static final String STATUS =
      "SELECT string_agg(\"StatusFlag\", ',' ORDER BY \"ID\") FROM ";

  @TempDir private Path folder;
  private final Database database = Database.create();

  @BeforeEach
  void storeAConflict() {
    database.execute(
        """
        INSERT INTO settings ("InProgressFlag") VALUES (0);
        INSERT INTO conflicts ("CONFLICTID", "StatusFlag") VALUES (1, 'N');
        INSERT INTO conflictvisitmaps
            ("ID", "CONFLICTID", "SSN", "VisitDate", "VisitID", "ConVisitID", "StatusFlag", "ConIsMissed") VALUES
            (1, 1, '900010001', '2026-05-02', 'a0000000-0000-4000-8000-000000000001',
             'a0000000-0000-4000-8000-000000000002', 'N', true),
            (2, 1, '900010001', '2026-05-02', 'a0000000-0000-4000-8000-000000000001',
             'a0000000-0000-4000-8000-000000000003', 'R', false)""");
  }

  @Test
  void behindAStepThatFailedEveryStepIsTakenAgainThoughItsTryWasKilled() {
    database.execute(
        """
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$;
        CREATE TRIGGER refuse BEFORE UPDATE ON conflictvisitmaps FOR EACH ROW
            WHEN (OLD."StatusFlag" = 'N' AND NEW."StatusFlag" = 'R') EXECUTE FUNCTION refuse()""");
    killBeforeItsEnd("run");
    database.execute("DROP FUNCTION refuse CASCADE");
    succeeded(status("run").run());
    assertThat(rows()).isEqualTo("R,R");
    assertThat(conflict()).isEqualTo("R");
  }

  @Test
  void aTryThatSleptWhileTheNextOneCameToItsEndWritesNothingOverAClick() throws Exception {
    String step = "--only-steps=noresponse_flag_cvm";
    database.execute("UPDATE conflictvisitmaps SET \"ConNoResponseFlag\" = 'Yes' WHERE \"ID\" = 1");
    database.execute("UPDATE conflictvisitmaps SET \"StatusFlag\" = 'W' WHERE \"ID\" = 1");
    assertThat(runLock("acquire", "--run-id=run").exitCode()).isZero();
    try (Asleep sleeper = new Asleep(status("run").with(step), Statements::writesConflicts, 1)) {
      succeeded(status("run").with(step).run());
      assertThat(rows()).isEqualTo("N,R");
      database.execute("UPDATE conflictvisitmaps SET \"StatusFlag\" = 'W' WHERE \"ID\" = 1");
      Command.Finished woken = sleeper.wakes();
      assertThat(woken.exitCode()).as(woken.everything()).isIn(1, 3);
      assertThat(rows()).isEqualTo("W,R");
      // the document is that of the try that came to its end
      assertThat(Json.read(woken.result()).get("status").asText()).isEqualTo("success");
    }
    assertThat(holder()).isEqualTo("run");
  }

  @Test
  void aTryThatSleptBeforeItForgotTheStepsOfOthersLeavesThoseOfALaterRun() throws Exception {
    database.execute("UPDATE pipeline_steps SET steps_of = 'earlier task', steps_done = '{step}'");
    try (Asleep sleeper = new Asleep(status("sleeper"), sql -> sql.contains(FORGET), 1)) {
      database.execute(
          "UPDATE pipeline_lock SET heard_at = heard_at - interval '1 day'"); // its lease has ended
      killBeforeItsEnd("next");
      assertThat(sleeper.wakes().exitCode()).isIn(1, 3);
    }
    assertThat(database.ask("SELECT steps_of FROM pipeline_steps"))
        .isEqualTo("next " + WritingTask.STATUS.command());
  }

  @Test
  void aTaskThatStartsWhileTheRunIsBeingEndedFindsTheLockTaken() throws Exception {
    assertThat(runLock("acquire", "--run-id=run").exitCode()).isZero();
    Command.Running postflight;
    try (Connection other = database.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE conflictvisitmaps");
      postflight = command(Operations.POSTFLIGHT, "run").start();
      Waiting.awaitTrue(
          () -> database.ask("SELECT task FROM pipeline_lock").equals(Operations.POSTFLIGHT));
      assertThat(message(ended(3, status("run").run()))).contains(Operations.POSTFLIGHT);
      other.rollback();
    }
    succeeded(postflight.await());
    assertThat(holder()).isEqualTo("nobody");
  }

  @Test
  void anIdThatAnEarlierRunHadIsRefusedWhereTheRunsOwnDateIsKnownAndWarnedOfWhereItIsNot() {
    String used = "--run-id=monthly";
    succeeded(runLock("acquire", used));
    succeeded(runLock("acquire", used));
    String noted = "2026-01-05T06:00:00Z";
    database.execute("UPDATE pipeline_runs SET run_now = '" + noted + "'");

    JsonNode refused = ended(2, runLock("acquire", used, "--run-date=2026-02-14T06:00:00+00:00"));
    assertThat(message(refused)).contains("monthly", noted, "2026-02-14T06:00:00Z");
    assertThat(warnings(succeeded(runLock("acquire", used)))).contains("used before", noted);
    // days later, but the same run
    String[] again = {"acquire", used, "--run-date=2026-01-05T05:59:00Z"};
    assertThat(warnings(succeeded(runLock(again)))).doesNotContain("used before");
  }

  private void killBeforeItsEnd(String run) {
    Disturbance.before(Disturbance.Kind.KILLED, sql -> sql.contains(FORGET), 2)
        .befalls(status(run), database);
  }

  private Command status(String run) {
    return command(WritingTask.STATUS.command(), run)
        .with(List.of("--now=" + NOW, "--enable-phase-b=false"));
  }

  private Command command(String task, String run) {
    return new Command(task, folder.resolve(run))
        .env(database.environment())
        .with("--run-id=" + run);
  }

  private Command.Finished runLock(String... words) {
    return new Command("run_lock", folder.resolve("lock"))
        .env(database.environment())
        .with(List.of(words))
        .result("run_lock")
        .run();
  }

  private String rows() {
    return database.ask(STATUS + "conflictvisitmaps");
  }

  private String conflict() {
    return database.ask("SELECT \"StatusFlag\" FROM conflicts");
  }

  private String holder() {
    return database.ask("SELECT coalesce(run_id, 'nobody') FROM pipeline_lock");
  }

  /** A task that sleeps before a statement of a kind, counted from 1. */
  private final class Asleep implements AutoCloseable {
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch awake = new CountDownLatch(1);
    private final PostgresProxy proxy;
    private final Command.Running task;

    Asleep(Command command, Predicate<String> kind, int number) throws InterruptedException {
      proxy =
          new PostgresProxy(
              Database.port(),
              kind,
              moment -> {
                if (moment.before() && moment.number() == number) {
                  reached.countDown();
                  awaitQuietly();
                }
                return true;
              });
      task = command.env(database.environment(proxy.port())).start();
      assertThat(reached.await(Waiting.LONG_SECONDS, TimeUnit.SECONDS))
          .as("it comes that far")
          .isTrue();
      signal(task, "STOP");
    }

    Command.Finished wakes() {
      awake.countDown();
      signal(task, "CONT");
      return task.await();
    }

    private void awaitQuietly() {
      try {
        awake.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void close() {
      awake.countDown();
      task.process().destroyForcibly();
      proxy.close();
    }
  }
}
