package care.conflict.acceptance.runs;

import static care.conflict.acceptance.scenes.Operations.ended;
import static care.conflict.acceptance.scenes.Operations.message;
import static care.conflict.acceptance.scenes.Operations.succeeded;
import static care.conflict.acceptance.scenes.Operations.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.proxies.PostgresProxy;
import care.conflict.acceptance.proxies.Statements;
import care.conflict.acceptance.scenes.Operations;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.CronJobs;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.stage.Emulator;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a run came to, postflight gives back what it took, and says how it went. */
class PostflightIT {

  private static final String VIEW = "mv_payer_conflicts_common";

  private final Operations pipeline = Operations.create();
  private final Database database = pipeline.database;

  @Tag("pgcron")
  @Test
  void afterAFailedRunLockFlagAndCronJobAreGivenBackAndTheReportSaysWhatFailed() throws Exception {
    try (CronJobs cron = CronJobs.withJob(7, true)) {
      succeeded(pipeline.preflight("run").run());
      ended(1, pipeline.detection("run").env(Emulator.refusing()).run());
      JsonNode result = succeeded(pipeline.postflight("run").run());
      assertThat(cron.active()).isEqualTo("1,7");
      pipeline.isFree();
      assertThat(result.at("/details/table_rows/conflictvisitmaps").asText())
          .isEqualTo(database.ask("SELECT count(*) FROM conflictvisitmaps"));
      assertThat(report("run")).contains("The run failed").contains("task02_00_conflict_update");
    }
  }

  @Test
  void afterATaskThatHangsTheLockIsGivenBackToo() throws Exception {
    succeeded(pipeline.preflight("run").run());
    try (Connection other = database.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE conflictvisitmaps IN SHARE MODE");
      Command.Running task = pipeline.detection("run").start();
      pipeline.awaitWaiting(1);
      Operations.signal(task, "STOP"); // killed, it would not be at work for long
      JsonNode result = succeeded(pipeline.postflight("run").run());
      task.process().destroyForcibly();
      assertThat(warnings(result)).contains("still at work");
      pipeline.awaitWaiting(0);
    }
    pipeline.isFree();
  }

  @Tag("pgcron")
  @Test
  void aViewThatCannotBeRefreshedIsAWarningAndTheRestIsDone() throws Exception {
    makeView("SELECT \"ID\" AS id, 1 / (\"InProgressFlag\" - 1) AS x FROM settings");
    try (CronJobs cron = CronJobs.withJob(7, true)) {
      succeeded(pipeline.preflight("run").run());
      JsonNode result = succeeded(pipeline.postflight("run").run());
      assertThat(warnings(result)).contains("refresh_view: ").contains("(22012)");
      assertThat(status(result, "refresh_view")).isEqualTo("failed");
      assertThat(status(result, "release_lock")).isEqualTo("success");
      assertThat(status(result, "count_rows")).isEqualTo("success");
      assertThat(cron.active()).isEqualTo("1,7");
    }
    pipeline.isFree();
    assertThat(report("run")).contains("refresh_view");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theViewIsRefreshedConcurrentlyWhereAUniqueIndexAllowsIt(boolean unique) throws Exception {
    makeView("SELECT \"ID\" AS id, count(*) AS rows FROM conflictvisitmaps GROUP BY \"ID\"");
    if (unique) {
      database.execute("CREATE UNIQUE INDEX ON " + VIEW + " (id)");
    }
    database.execute("DELETE FROM conflictvisitmaps");
    succeeded(pipeline.preflight("run").run());
    List<String> statements = new ArrayList<>();
    try (PostgresProxy proxy =
        new PostgresProxy(Database.port(), Statements::isAny, moment -> true)) {
      JsonNode result =
          succeeded(pipeline.postflight("run").env(database.environment(proxy.port())).run());
      assertThat(status(result, "refresh_view")).isEqualTo("success");
      statements.addAll(proxy.statements());
    }
    assertThat(statements.stream().filter(it -> it.contains("REFRESH MATERIALIZED VIEW")))
        .singleElement()
        .asString()
        .matches(it -> it.contains("VIEW CONCURRENTLY") == unique);
    assertThat(database.ask("SELECT count(*) FROM " + VIEW)).isEqualTo("0");
  }

  @Test
  void whileOneReadsTheViewForLongNobodyElseWaitsForItsRefresh() throws Exception {
    makeView("SELECT \"ID\" AS id FROM conflictvisitmaps");
    String read = "SELECT count(*) FROM " + VIEW;
    succeeded(pipeline.preflight("run").run());
    try (Connection idle = database.connect();
        Statement reading = idle.createStatement();
        Connection person = database.connect();
        Statement other = person.createStatement()) {
      idle.setAutoCommit(false);
      reading.execute(read);
      Command.Running task = pipeline.postflight("run").start();
      pipeline.awaitWaiting(1);
      other.execute("SET statement_timeout = '5s'");
      other.execute(read);
      assertThat(task.process().isAlive()).isTrue();
      idle.commit();
      assertThat(status(succeeded(task.await()), "refresh_view")).isEqualTo("success");
    }
  }

  @Test
  void aViewThatIsReadWithoutAnEndIsToldWithTheWayOut() throws Exception {
    makeView("SELECT \"ID\" AS id FROM conflictvisitmaps");
    succeeded(pipeline.preflight("run").run());
    try (Connection idle = database.connect();
        Statement reading = idle.createStatement()) {
      idle.setAutoCommit(false);
      reading.execute("SELECT count(*) FROM " + VIEW);
      JsonNode result =
          succeeded(pipeline.postflight("run").with("--statement-timeout-minutes=1").run());
      assertThat(warnings(result))
          .contains("the dashboards are not refreshed", "(55P03)", "a unique index");
    }
    pipeline.isFree();
  }

  /** From 17 on PostgreSQL refreshes with a search path of its own. */
  @Test
  void aViewWhoseFunctionNamesTablesWithoutTheirSchemaIsToldLoudlyWithTheWayOut() throws Exception {
    database.execute(
        """
        CREATE FUNCTION open_of(p uuid) RETURNS bigint LANGUAGE plpgsql STABLE AS
          $$ BEGIN RETURN (SELECT count(*) FROM conflictvisitmaps WHERE "PayerID" = p); END $$""");
    makeView(
        "SELECT \"PayerID\", open_of(\"PayerID\") AS n FROM (SELECT DISTINCT \"PayerID\" FROM conflictvisitmaps) p WITH NO DATA");
    String wayOut = "ALTER FUNCTION conflict_dev.open_of(p uuid) SET search_path = conflict_dev";
    Command.Finished first = refreshing();
    assertThat(warnings(succeeded(first)))
        .contains("the dashboards are not refreshed (no run has yet)", "(42P01)", wayOut);
    assertThat(first.output())
        .contains("The run is done, but the dashboards are not refreshed", "no run has yet");
    assertThat(report("run"))
        .contains("<title>The run is done, but the dashboards are not refreshed", wayOut);

    database.execute(wayOut);
    JsonNode mended = succeeded(refreshing());
    assertThat(status(mended, "refresh_view")).isEqualTo("success");
    database.execute("ALTER FUNCTION open_of(uuid) RESET search_path");
    assertThat(warnings(succeeded(refreshing()))).contains("not refreshed (the last time was 20");
  }

  private Command.Finished refreshing() {
    succeeded(pipeline.preflight("run").run());
    succeeded(pipeline.detection("run").run());
    return pipeline.postflight("run").run();
  }

  @Test
  void noViewIsAWarning() {
    database.execute("DROP MATERIALIZED VIEW " + VIEW);
    succeeded(pipeline.preflight("run").run());
    assertThat(warnings(succeeded(pipeline.postflight("run").run())))
        .contains("no materialized view");
    pipeline.isFree();
  }

  @Tag("pgcron")
  @Test
  void aCronJobThatCannotBeGivenBackFailsItButTheLockIsReleasedAndALaterTryGivesItBack() {
    try (CronJobs cron = CronJobs.withJob(7, true)) {
      succeeded(pipeline.preflight("run").run());
      CronJobs.execute("ALTER FUNCTION cron.alter_job RENAME TO gone");
      JsonNode result = ended(1, pipeline.postflight("run").run());
      assertThat(message(result)).contains("restore_cron_job");
      pipeline.isFree();
      ended(1, pipeline.postflight("run").run());
      assertThat(cron.active()).isEqualTo("1");
      assertThat(pipeline.runLock("show").output()).contains("7, to be switched on again", "free");
      assertThat(pipeline.lock().get("cron_job_to_give_back").asInt()).isEqualTo(7);
      CronJobs.execute("ALTER FUNCTION cron.gone RENAME TO alter_job");
      succeeded(pipeline.postflight("run").run());
      assertThat(cron.active()).isEqualTo("1,7");
    }
  }

  @Tag("pgcron")
  @Test
  void whatOneRunCouldNotGiveBackTheNextOneDoes() {
    try (CronJobs cron = CronJobs.withJob(7, true)) {
      succeeded(pipeline.preflight("run").run());
      CronJobs.execute("ALTER FUNCTION cron.alter_job RENAME TO gone");
      ended(1, pipeline.postflight("run").run());
      CronJobs.execute("ALTER FUNCTION cron.gone RENAME TO alter_job");
      succeeded(pipeline.preflight("next").run());
      assertThat(cron.active()).isEqualTo("1");
      assertThat(pipeline.runLock("release", "--run-id=next").exitCode()).isZero();
      assertThat(cron.active()).isEqualTo("1,7");
    }
  }

  @Tag("pgcron")
  @Test
  void aCronJobThatIsGoneIsAWarning() {
    try (CronJobs cron = CronJobs.withJob(7, true)) {
      succeeded(pipeline.preflight("run").run());
      CronJobs.execute("DELETE FROM cron.job WHERE jobid = 7");
      JsonNode result = succeeded(pipeline.postflight("run").run());
      assertThat(warnings(result)).contains("no job 7 any more");
      assertThat(cron.active()).isEqualTo("1");
    }
    pipeline.isFree();
  }

  @Tag("pgcron")
  @Test
  void aFlagThatCannotBeTakenDownFailsItAndTheCronJobIsGivenBackAllTheSame() {
    try (CronJobs cron = CronJobs.withJob(7, true)) {
      succeeded(pipeline.preflight("run").run());
      database.execute(
          "ALTER TABLE settings ADD CONSTRAINT up CHECK (\"InProgressFlag\" = 1) NOT VALID");
      JsonNode result = ended(1, pipeline.postflight("run").run());
      assertThat(message(result)).contains("release_lock");
      assertThat(result.at("/error/advice").asText()).contains("run_lock release --run-id run");
      assertThat(status(result, "count_rows")).isEqualTo("success");
      assertThat(cron.active()).isEqualTo("1,7");
      database.execute("ALTER TABLE settings DROP CONSTRAINT up");
      succeeded(pipeline.postflight("run").run());
    }
    pipeline.isFree();
  }

  @Tag("pgcron")
  @Test
  void theLockAndTheCronJobOfAnotherRunAreLeftAlone() throws Exception {
    try (CronJobs cron = CronJobs.withJob(7, true)) {
      succeeded(pipeline.preflight("other").run());
      long token = pipeline.token();
      JsonNode result = succeeded(pipeline.postflight("late").run());
      assertThat(warnings(result)).contains("not this run's").contains("other");
      assertThat(status(result, "vacuum")).isEmpty();
      assertThat(cron.active()).isEqualTo("1");
      assertThat(pipeline.token()).isEqualTo(token);
      pipeline.isHeldBy("other");
      assertThat(report("late")).contains("other");
    }
  }

  @Test
  void runAloneAndTwiceItDoesNoHarm() throws Exception {
    String before = database.fingerprint();
    for (int time = 1; time <= 2; time++) {
      JsonNode result = succeeded(pipeline.postflight("alone").run());
      assertThat(result.get("status").asText()).isEqualTo("success");
      pipeline.isFree();
    }
    assertThat(database.fingerprint()).isEqualTo(before);
    assertThat(report("alone")).contains("The run ended without detection");
  }

  private void makeView(String query) {
    database.execute("DROP MATERIALIZED VIEW " + VIEW);
    database.execute("CREATE MATERIALIZED VIEW " + VIEW + " AS " + query);
  }

  private String report(String run) throws Exception {
    Path report = pipeline.location(run).resolve("report.html");
    return Files.readString(report);
  }

  private static String status(JsonNode result, String step) {
    for (JsonNode it : result.get("steps")) {
      if (it.get("name").asText().equals(step)) {
        return it.get("status").asText();
      }
    }
    return "";
  }
}
