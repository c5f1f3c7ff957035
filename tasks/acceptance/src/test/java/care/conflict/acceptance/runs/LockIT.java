package care.conflict.acceptance.runs;

import static care.conflict.acceptance.scenes.Operations.ended;
import static care.conflict.acceptance.scenes.Operations.message;
import static care.conflict.acceptance.scenes.Operations.succeeded;
import static care.conflict.acceptance.scenes.Operations.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.scenes.Operations;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.CronJobs;
import care.conflict.testing.Checkout;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** One run at a time: who gets the lock, who does not, who may give it back. */
class LockIT {

  private final Operations pipeline = Operations.create();

  @Test
  void ofTwoPreflightsAtOnceOneTakesTheLockAndTheOtherNamesItAndReleasesNothing() throws Exception {
    Command.Running first;
    Command.Running second;
    try (Connection other = pipeline.database.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("SELECT 1 FROM pipeline_lock FOR UPDATE");
      first = pipeline.preflight("first").start();
      second = pipeline.preflight("second").start();
      pipeline.awaitWaiting(2);
      other.rollback();
    }
    Command.Finished one = first.await();
    Command.Finished two = second.await();
    boolean firstWon = one.exitCode() == 0;
    succeeded(firstWon ? one : two);
    JsonNode loser = ended(3, firstWon ? two : one);
    assertThat(message(loser)).contains("held by " + (firstWon ? "first" : "second"));
    pipeline.isHeldBy(firstWon ? "first" : "second");
  }

  @Test
  void whoHoldsTheRowOfTheFlagIsWaitedForAMinuteAndNamed() throws Exception {
    try (Connection other = pipeline.database.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("SET application_name = 'web application'");
      statement.execute("UPDATE settings SET \"ExtraDistancePer\" = \"ExtraDistancePer\"");
      int pid = other.unwrap(PGConnection.class).getBackendPID();
      Command.Running first = pipeline.runLockCommand("acquire", "--run-id=first").start();
      pipeline.awaitWaiting(1);
      JsonNode refused = ended(1, pipeline.preflight("late").run()); // behind the first
      String holder = "for 1 minute(s): pid %d (web application) of role ".formatted(pid);
      assertThat(message(refused)).contains(holder).contains(", since 20");
      Command.Finished acquired = first.await();
      assertThat(acquired.exitCode()).as(acquired.everything()).isEqualTo(1);
      assertThat(acquired.output()).contains(holder).doesNotContain("ExtraDistancePer");
      other.rollback();
    }
    succeeded(pipeline.preflight("late").run());
    pipeline.isHeldBy("late");
  }

  @Test
  void theSameRunTakesItsLockAgainUnderAHigherToken() {
    succeeded(pipeline.preflight("again").run());
    long token = pipeline.token();
    succeeded(pipeline.preflight("again").run());
    assertThat(pipeline.token()).isGreaterThan(token);
    pipeline.isHeldBy("again");
  }

  @Test
  void aHolderWithinItsLeaseIsNotDisturbed() {
    succeeded(pipeline.preflight("holder").run());
    long token = pipeline.token();
    JsonNode late = ended(3, pipeline.preflight("late").run());
    assertThat(message(late)).contains("holder").contains("lease 120 min");
    assertThat(late.at("/error/advice").asText()).contains("run_lock release --run-id holder");
    assertThat(pipeline.runLock("acquire", "--run-id=late").exitCode()).isEqualTo(3);
    assertThat(pipeline.token()).isEqualTo(token);
    pipeline.isHeldBy("holder");
  }

  @Tag("pgcron")
  @Test
  void aRunWhoseLeaseHasEndedIsTakenOverAndTheCronJobItSwitchedOffIsGivenBack() {
    try (CronJobs cron = CronJobs.withJob(7, true)) {
      succeeded(pipeline.preflight("dead").run());
      assertThat(cron.active()).isEqualTo("1");
      pipeline.endLease();
      JsonNode next = succeeded(pipeline.preflight("next").run());
      assertThat(warnings(next)).contains("took over the lock of dead");
      assertThat(cron.active()).isEqualTo("1");
      pipeline.isHeldBy("next");
      succeeded(pipeline.postflight("next").run());
      assertThat(cron.active()).isEqualTo("1,7");
      pipeline.isFree();
    }
  }

  @Test
  void aFlagThatNoLockOfOursExplainsKeepsRunsOutUntilAnOperatorTakesItDown() {
    pipeline.database.execute("UPDATE settings SET \"InProgressFlag\" = 1");
    JsonNode refused = ended(3, pipeline.preflight("run").run());
    assertThat(refused.at("/error/advice").asText()).contains("run_lock release --foreign");
    assertThat(pipeline.runLock("release", "--expired").exitCode()).isZero();
    assertThat(pipeline.runLock("release", "--run-id=run").exitCode()).isZero();
    assertThat(pipeline.flag()).isEqualTo("1");
    assertThat(pipeline.runLock("release", "--foreign").exitCode()).isZero();
    pipeline.isFree();
    succeeded(pipeline.preflight("run").run());
  }

  @Test
  void releaseOfWhatIsForeignOrExpiredLeavesALivingLockAlone() {
    assertThat(pipeline.runLock("acquire", "--run-id=alive").exitCode()).isZero();
    long token = pipeline.token();
    assertThat(pipeline.runLock("release", "--expired").output()).contains("nothing to release");
    assertThat(pipeline.runLock("release", "--foreign").output()).contains("nothing to release");
    Command.Finished other = pipeline.runLock("release", "--run-id=other");
    assertThat(other.exitCode()).as(other.everything()).isEqualTo(3);
    assertThat(other.output()).contains("alive");
    assertThat(pipeline.token()).isEqualTo(token);
    pipeline.isHeldBy("alive");
  }

  @Tag("pgcron")
  @Test
  void releaseGivesBackWhatHasExpiredWithItsCronJob() {
    try (CronJobs cron = CronJobs.withJob(8, true)) {
      succeeded(pipeline.preflight("dead").run());
      assertThat(cron.active()).isEqualTo("1");
      pipeline.endLease();
      assertThat(pipeline.runLock("release", "--expired").exitCode()).isZero();
      pipeline.isFree();
      assertThat(cron.active()).isEqualTo("1,8");
    }
  }

  @Test
  void releaseOfOnesOwnLockGivesItBackAndASecondTimeDoesNothing() {
    assertThat(pipeline.runLock("acquire", "--run-id=own").exitCode()).isZero();
    assertThat(pipeline.runLock("release", "--run-id=own").exitCode()).isZero();
    pipeline.isFree();
    long token = pipeline.token();
    assertThat(pipeline.runLock("release", "--run-id=own").output()).contains("nothing to release");
    assertThat(pipeline.token()).isEqualTo(token);
  }

  @Test
  void releaseWithoutSayingWhatIsMisuse() {
    Command.Finished finished = pipeline.runLock("release");
    assertThat(finished.exitCode()).isEqualTo(2);
    assertThat(finished.output()).contains("--run-id").contains("--expired").contains("--foreign");
  }

  @Test
  void showTellsFreeForeignHeldAndExpired() {
    assertThat(pipeline.runLock("show").output()).isEqualTo("free\n");
    JsonNode free = pipeline.lock();
    assertThat(free.get("held").asBoolean()).isFalse();
    assertThat(free.get("run_id").isNull()).isTrue();

    pipeline.database.execute("UPDATE settings SET \"InProgressFlag\" = 1");
    assertThat(pipeline.runLock("show").output()).contains("no lock of ours");
    assertThat(pipeline.lock().get("in_progress_flag").asInt()).isEqualTo(1);
    assertThat(pipeline.lock().get("held").asBoolean()).isFalse();

    pipeline.database.execute("UPDATE settings SET \"InProgressFlag\" = 0");
    assertThat(pipeline.runLock("acquire", "--run-id=shown").exitCode()).isZero();
    assertThat(pipeline.runLock("show").output())
        .contains("held by      shown")
        .contains("120 min");
    assertThat(pipeline.runLock("show").output()).doesNotContain("expired");
    JsonNode held = pipeline.lock();
    assertThat(held.get("run_id").asText()).isEqualTo("shown");
    assertThat(held.get("expired").asBoolean()).isFalse();
    assertThat(held.get("token").asLong()).isEqualTo(pipeline.token());

    pipeline.endLease();
    assertThat(pipeline.runLock("show").output()).contains("expired: the next run takes it over");
    assertThat(pipeline.lock().get("expired").asBoolean()).isTrue();

    assertThat(pipeline.runLock("release", "--expired").exitCode()).isZero();
    JsonNode givenBack = pipeline.lock();
    assertThat(List.of("run_id", "task", "taken_at", "heard_at", "silent_seconds", "lease_minutes"))
        .allMatch(name -> givenBack.get(name).isNull());
  }

  @Tag("pgcron")
  @Test
  void showPrintsWhatTheDocumentationSays() throws Exception {
    String documented =
        Files.readString(Checkout.root().resolve("docs/operating.md")).replace("\r", "");
    try (CronJobs cron = CronJobs.withJob(4, true)) {
      succeeded(
          pipeline.preflight("scheduled__2026-11-21T06:00:00+00:00@conflict_management").run());
      assertThat(cron.active()).isEqualTo("1");
      assertThat(shape(pipeline.runLock("show").output()))
          .isEqualTo(shape(block(documented, "held by")));
      assertThat(shape(pipeline.runLock("show", "--json").output()))
          .isEqualTo(shape(block(documented, "{\"held\"")));
    }
  }

  /** The block of the document that begins so. */
  private static String block(String document, String beginning) {
    int start = document.indexOf("\n" + beginning) + 1;
    assertThat(start).as("a block that begins with " + beginning).isPositive();
    return document.substring(start, document.indexOf("```", start));
  }

  /** The text with every number the same, so that times and tokens are. */
  private static String shape(String text) {
    return text.replaceAll("[0-9]+", "0").replaceAll("T0:0:0(\\.0)?Z", "TIME");
  }

  @Test
  void releaseOfWhatHasExpiredDoesNotMindARunIdInTheEnvironment() {
    assertThat(pipeline.runLock("acquire", "--run-id=dead").exitCode()).isZero();
    pipeline.endLease();
    Command.Finished released =
        pipeline.runLockCommand("release", "--expired").env(Map.of("RUN_ID", "other")).run();
    assertThat(released.exitCode()).as(released.everything()).isZero();
    pipeline.isFree();
  }

  @Test
  void aFlagThatIsNullIsIdle() {
    pipeline.database.execute("UPDATE settings SET \"InProgressFlag\" = NULL");
    assertThat(pipeline.runLock("show").output()).isEqualTo("free\n");
    succeeded(pipeline.preflight("run").run());
    pipeline.isHeldBy("run");
  }

  @Test
  void aSettingsTableWithoutARowIsRefusedAndNothingIsTaken() {
    pipeline.database.execute("DELETE FROM settings");
    assertThat(pipeline.runLock("show").exitCode()).isZero();
    JsonNode refused = ended(2, pipeline.preflight("run").run());
    assertThat(message(refused)).contains("settings");
    assertThat(pipeline.runLock("acquire", "--run-id=run").exitCode()).isEqualTo(2);
    assertThat(pipeline.holder()).isEqualTo("nobody");
  }

  @Test
  void theLeaseIsTheOneThatWasAskedFor() {
    Command.Finished taken =
        pipeline.preflight("short").env(Map.of("LOCK_LEASE_MINUTES", "5")).run();
    succeeded(taken);
    assertThat(pipeline.lock().get("lease_minutes").asInt()).isEqualTo(5);
    pipeline.database.execute("UPDATE pipeline_lock SET heard_at = now() - interval '6 minutes'");
    succeeded(pipeline.preflight("next").run());
    pipeline.isHeldBy("next");
  }

  @Test
  void connectionsOfAnotherLockAreNotEnded() throws Exception {
    assertThat(pipeline.runLock("acquire", "--run-id=one").exitCode()).isZero();
    try (Connection other = pipeline.database.connect();
        Statement statement = other.createStatement()) {
      statement.execute(
          "SET application_name = 'task02_00_conflict_update token=%d@other'"
              .formatted(pipeline.token()));
      assertThat(pipeline.runLock("release", "--run-id=one").exitCode()).isZero();
      statement.execute("SELECT 1");
    }
  }
}
