package care.conflict.acceptance.runs;

import static care.conflict.acceptance.scenes.Operations.ended;
import static care.conflict.acceptance.scenes.Operations.succeeded;
import static care.conflict.acceptance.scenes.Operations.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.scenes.Operations;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.CronJobs;
import care.conflict.acceptance.stage.Database;
import care.conflict.testing.Waiting;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** However a run ends, the cron job is as it was before: on or off, with its schedule. */
@Tag("pgcron")
class CronJobIT {

  /** How a run ends. */
  enum End {
    WELL,
    TASK_FAILED,
    TASK_KILLED,
    PREFLIGHT_KILLED,
    TAKEN_OVER,
    RELEASED
  }

  private static final Map<String, String> NO_WAREHOUSE = Map.of("SNOWFLAKE_USER", "");

  private final Operations pipeline = Operations.create();

  @ParameterizedTest
  @CsvSource({
    "WELL, true",
    "WELL, false",
    "TASK_FAILED, true",
    "TASK_KILLED, true",
    "PREFLIGHT_KILLED, true",
    "TAKEN_OVER, true",
    "TAKEN_OVER, false",
    "RELEASED, true"
  })
  void whateverEndTheRunHasTheJobIsAsItWas(End end, boolean active) throws Exception {
    try (CronJobs cron = CronJobs.withJob(7, active)) {
      String before = cron.jobs();
      if (end == End.PREFLIGHT_KILLED) {
        pipeline.killPreflightThatHasTheLock("run");
      } else {
        succeeded(pipeline.preflight("run").run());
      }
      assertThat(cron.active()).isEqualTo("1");
      end(end);
      assertThat(cron.jobs()).isEqualTo(before);
      pipeline.isFree();
    }
  }

  private void end(End end) throws Exception {
    switch (end) {
      case TASK_FAILED -> ended(2, pipeline.detection("run").env(NO_WAREHOUSE).run());
      case TASK_KILLED -> killDetection();
      case TAKEN_OVER -> {
        pipeline.endLease();
        succeeded(pipeline.preflight("next").run());
      }
      case RELEASED -> {
        pipeline.endLease();
        assertThat(pipeline.runLock("release", "--expired").exitCode()).isZero();
        return;
      }
      default -> {}
    }
    succeeded(pipeline.postflight(end == End.TAKEN_OVER ? "next" : "run").run());
  }

  private void killDetection() throws Exception {
    try (Connection other = pipeline.database.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE conflictvisitmaps IN SHARE MODE");
      Command.Running running = pipeline.detection("run").start();
      pipeline.awaitWaiting(1);
      running.process().destroyForcibly().waitFor();
    }
  }

  @Test
  void aJobThatWasDeletedMeanwhileIsAWarningAndOneOfItsNameIsLeftAlone() {
    try (CronJobs cron = CronJobs.withJob(7, true)) {
      succeeded(pipeline.preflight("run").run());
      CronJobs.execute("DELETE FROM cron.job WHERE jobid = 7");
      cron.add(8, "* * * * *", CronJobs.NAME, "postgres", false);
      JsonNode result = succeeded(pipeline.postflight("run").run());
      assertThat(warnings(result)).contains("no job 7 any more");
      assertThat(cron.active()).isEqualTo("1");
      pipeline.isFree();
    }
  }

  @Test
  void whatAPersonDoesToItsScheduleMeanwhileStays() {
    try (CronJobs cron = CronJobs.withJob(7, true)) {
      String before = cron.jobs();
      succeeded(pipeline.preflight("run").run());
      CronJobs.execute("UPDATE cron.job SET schedule = '5 * * * *' WHERE jobid = 7");
      succeeded(pipeline.postflight("run").run());
      assertThat(cron.jobs()).isEqualTo(before.replace("*/10 * * * *", "5 * * * *"));
    }
  }

  @Test
  void withoutPgCronThereIsAWarningAndTheRunGoesOn() {
    assertThat(warnings(succeeded(pipeline.preflight("run").run()))).contains("no pg_cron");
    assertThat(warnings(succeeded(pipeline.postflight("run").run()))).doesNotContain("cron");
    pipeline.isFree();
  }

  @Test
  void aRoleOfMigratesGrantsSwitchesTheJobThatIsItsOwn() throws Exception {
    try (CronJobs cron = CronJobs.withJob(7, true);
        Role role = new Role("cron_owner")) {
      CronJobs.execute("DELETE FROM cron.job WHERE jobid = 7");
      role.grant();
      cron.add(9, "*/5 * * * *", CronJobs.NAME, role.name, true);
      String before = cron.jobs();
      succeeded(role.does(pipeline.preflight("run")));
      assertThat(cron.active()).isEqualTo("1");
      succeeded(role.does(pipeline.postflight("run")));
      assertThat(cron.jobs()).isEqualTo(before);
      pipeline.isFree();
    }
  }

  @Test
  void aRoleThatDoesNotOwnTheJobIsToldSoAndTheJobIsLeftAlone() throws Exception {
    try (CronJobs cron = CronJobs.withJob(7, true);
        Role role = new Role("cron_stranger")) {
      JsonNode granted = role.grant();
      assertThat(warnings(granted)).contains("belongs to postgres");
      String before = cron.jobs();
      JsonNode result = succeeded(role.does(pipeline.preflight("run")));
      assertThat(warnings(result)).contains("only a job's owner").contains("cron_stranger");
      assertThat(cron.jobs()).isEqualTo(before);
      succeeded(role.does(pipeline.postflight("run")));
      assertThat(cron.jobs()).isEqualTo(before);
    }
  }

  @Test
  void aRoleThatMayNotLookAtPgCronIsToldSoAndTheRunGoesOn() throws Exception {
    try (Role role = new Role("cron_outsider")) {
      role.grant(); // before there is a pg_cron
      try (CronJobs cron = CronJobs.withJob(7, true)) {
        CronJobs.execute("REVOKE ALL ON cron.job FROM public");
        String before = cron.jobs();
        JsonNode result = succeeded(role.does(pipeline.preflight("run")));
        assertThat(warnings(result)).contains("the cron job could not be looked at");
        succeeded(role.does(pipeline.postflight("run")));
        assertThat(cron.jobs()).isEqualTo(before);
      }
    }
  }

  @Test
  void aRoleThatMayNotSwitchItsJobIsToldWhatToAskForAndNothingIsNoted() throws Exception {
    try (Role role = new Role("cron_watcher")) {
      role.grant(); // before there is a pg_cron
      try (CronJobs cron = CronJobs.withJob(7, true)) {
        CronJobs.execute("DELETE FROM cron.job WHERE jobid = 7");
        CronJobs.execute("REVOKE ALL ON FUNCTION cron.alter_job FROM public");
        CronJobs.execute("GRANT USAGE ON SCHEMA cron TO cron_watcher");
        cron.add(9, "*/5 * * * *", CronJobs.NAME, role.name, true);
        String before = cron.jobs();
        JsonNode result = succeeded(role.does(pipeline.preflight("run")));
        assertThat(warnings(result))
            .contains("GRANT EXECUTE ON FUNCTION cron.alter_job TO cron_watcher");
        assertThat(cron.jobs()).isEqualTo(before);
        assertThat(pipeline.database.ask("SELECT cron_job_id IS NULL FROM pipeline_lock"))
            .isEqualTo("t");
        succeeded(role.does(pipeline.postflight("run")));
        assertThat(cron.jobs()).isEqualTo(before);
        pipeline.isFree();
        CronJobs.execute("REVOKE ALL ON SCHEMA cron FROM cron_watcher");
      }
    }
  }

  @Test
  void moreJobsOfTheNameAreSwitchedOffAndThoseThatWereOnAreOnAgain() throws Exception {
    try (CronJobs cron = CronJobs.withJob(7, true);
        Role role = new Role("cron_other")) {
      cron.add(8, "1 * * * *", CronJobs.NAME, role.name, true);
      cron.add(9, "2 * * * *", CronJobs.NAME, "somebody", false);
      String before = cron.jobs();
      succeeded(pipeline.preflight("run").run());
      assertThat(cron.active()).isEqualTo("1");
      assertThat(pipeline.runLock("show").output())
          .contains("7, to be switched on again; 8, to be switched on again");
      succeeded(pipeline.preflight("run").run());
      succeeded(pipeline.postflight("run").run());
      assertThat(cron.jobs()).isEqualTo(before);
      pipeline.isFree();
    }
  }

  /** Takes four minutes: pg_cron's jobs start at full minutes. */
  @Test
  @EnabledIfSystemProperty(named = "pgcron.port", matches = "\\d+")
  void whileTheRunLastsTheJobDoesNotStart() {
    CronJobs.execute("DROP TABLE IF EXISTS started; CREATE TABLE started (at timestamptz)");
    try (CronJobs cron = CronJobs.withJob(7, true)) {
      CronJobs.execute(
          """
          UPDATE cron.job SET schedule = '* * * * *', command = 'INSERT INTO started VALUES (now())'
          WHERE jobid = 7""");
      assertThat(cron.active()).isEqualTo("1,7");
      await(() -> starts() > 0);
      succeeded(pipeline.preflight("run").run());
      long before = starts();
      Waiting.pause(Duration.ofSeconds(125).toMillis());
      assertThat(starts()).isEqualTo(before);
      succeeded(pipeline.postflight("run").run());
      await(() -> starts() > before);
    }
  }

  private static long starts() {
    return Long.parseLong(CronJobs.ask("SELECT count(*) FROM started"));
  }

  private static void await(BooleanSupplier condition) {
    for (int tries = 0; !condition.getAsBoolean(); tries++) {
      assertThat(tries).as("seconds waited").isLessThan(130);
      Waiting.pause(1000);
    }
  }

  /** A role with what migrate grants and nothing more. */
  private final class Role implements AutoCloseable {

    private final String name;

    Role(String name) {
      this.name = name;
      CronJobs.execute("CREATE ROLE " + name + " LOGIN PASSWORD '" + Database.SECRET + "'");
    }

    JsonNode grant() {
      Path folder = pipeline.location("grant");
      return succeeded(
          new Command("migrate", folder)
              .env(pipeline.database.environment())
              .with("--grant-to=" + name)
              .run());
    }

    Command.Finished does(Command command) {
      return command.env(Map.of("POSTGRES_USER", name)).run();
    }

    @Override
    public void close() {
      pipeline.database.execute("REASSIGN OWNED BY " + name + " TO postgres");
      pipeline.database.execute("DROP OWNED BY " + name);
      CronJobs.execute("DROP OWNED BY " + name);
      CronJobs.execute("DROP ROLE " + name);
    }
  }
}
