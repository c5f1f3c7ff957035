package care.conflict.acceptance.runs;

import static care.conflict.acceptance.scenes.Operations.ended;
import static care.conflict.acceptance.scenes.Operations.message;
import static care.conflict.acceptance.scenes.Operations.succeeded;
import static care.conflict.acceptance.scenes.Operations.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.scenes.Operations;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.CronJobs;
import care.conflict.acceptance.stage.Database;
import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What preflight checks, what it takes, and that it gives back what it took when it fails. */
class PreflightIT {

  private final Operations pipeline = Operations.create();
  private final Database database = pipeline.database;

  @Test
  void everyMissingTableIsNamedAtOnceAndNothingIsTaken() {
    database.execute("ALTER TABLE mph RENAME TO other_name");
    database.execute("ALTER TABLE excluded_ssn RENAME TO another_name");
    database.execute("DROP TABLE pipeline_runs");
    database.execute("DROP VIEW pipeline_lock_state");
    JsonNode result =
        ended(2, pipeline.preflight("run").with("--required-warehouse-tables=DIMUSER,DIMNO").run());
    assertThat(message(result))
        .contains("no table mph", "no table excluded_ssn", "no table pipeline_runs")
        .contains("no table pipeline_lock_state")
        .contains("the warehouse has no table DIMNO")
        .doesNotContain("no table settings", "no table DIMUSER");
    assertThat(result.at("/error/advice").asText()).startsWith("Run migrate");
    pipeline.isFree();
  }

  @Test
  void everyMissingColumnIsNamedAtOnceWithTheStatementThatAddsItAndNothingIsTaken() {
    database.execute(
        """
        ALTER TABLE conflictvisitmaps RENAME "SSN" TO ssn;
        ALTER TABLE conflictvisitmaps DROP "DistanceFlag", DROP "TempGroupID";
        ALTER TABLE conflictlog_staging DROP "ConStatusFlag";
        ALTER TABLE conflicts DROP "UpdatedRFlag";
        ALTER TABLE settings DROP "LastLoadDate", DROP "ExtraDistance\"""");
    JsonNode result = ended(2, pipeline.preflight("run").run());
    assertThat(message(result))
        .contains("conflictvisitmaps lacks columns that the tasks read or write; its owner runs: ")
        .contains(
            "ALTER TABLE conflict_dev.conflictvisitmaps ADD COLUMN \"SSN\" varchar(20), ADD COLUMN \"DistanceFlag\" varchar(1);")
        .contains("ALTER TABLE conflict_dev.conflictlog_staging ADD COLUMN \"ConStatusFlag\"")
        .contains("ALTER TABLE conflict_dev.conflicts ADD COLUMN \"UpdatedRFlag\" varchar(5)")
        .contains("ALTER TABLE conflict_dev.settings ADD COLUMN \"LastLoadDate\" timestamp")
        .doesNotContain("TempGroupID", "\"ExtraDistance\"");
    pipeline.isFree();
  }

  @Test
  void everyMissingPrivilegeIsNamedAtOnce() {
    CronJobs.execute("DROP ROLE IF EXISTS reader");
    CronJobs.execute("CREATE ROLE reader LOGIN PASSWORD 'of-no-use'");
    try {
      database.execute("GRANT USAGE ON SCHEMA conflict_dev TO reader");
      database.execute("GRANT SELECT ON ALL TABLES IN SCHEMA conflict_dev TO reader");
      database.execute("REVOKE SELECT ON mph FROM reader");
      database.execute("GRANT UPDATE (\"InProgressFlag\", \"LastLoadDate\") ON settings TO reader");
      JsonNode result =
          ended(2, pipeline.preflight("run").env(Map.of("POSTGRES_USER", "reader")).run());
      assertThat(message(result))
          .contains("lacks SELECT on mph")
          .contains("lacks INSERT on conflicts;", "lacks UPDATE on conflicts;")
          .contains("lacks INSERT on conflictvisitmaps", "lacks UPDATE on conflictvisitmaps")
          .contains("lacks INSERT on conflictlog_staging", "lacks UPDATE on pipeline_lock")
          .contains("lacks INSERT on pipeline_runs")
          .contains("lacks SELECT or UPDATE on sequence conflicts_CONFLICTID_seq")
          .doesNotContain("on settings", "SELECT on conflicts");
    } finally {
      database.execute("DROP OWNED BY reader");
      CronJobs.execute("DROP ROLE reader");
    }
  }

  @Test
  void ofTablesThatTheRoleMayUpdateInPartTheColumnsAreNamedInWhichItMayNot() {
    CronJobs.execute("DROP ROLE IF EXISTS reader");
    CronJobs.execute("CREATE ROLE reader LOGIN PASSWORD 'of-no-use'");
    try {
      database.execute(
          """
          GRANT USAGE ON SCHEMA conflict_dev TO reader;
          GRANT SELECT ON ALL TABLES IN SCHEMA conflict_dev TO reader;
          GRANT UPDATE ("LastLoadDate") ON settings TO reader;
          GRANT UPDATE ("NumberOfDays") ON payer_provider_reminders TO reader;
          GRANT UPDATE ON conflicts TO reader""");
      JsonNode result =
          ended(2, pipeline.preflight("run").env(Map.of("POSTGRES_USER", "reader")).run());
      assertThat(message(result))
          .contains("lacks UPDATE (\"InProgressFlag\") on settings")
          .doesNotContain("UPDATE on conflicts;", "UPDATE on payer_provider_reminders");
      assertThat(warnings(result).replace("\\\"", "\""))
          .contains("on payer_provider_reminders: a task that writes one of these columns fails")
          .containsOnlyOnce("may not VACUUM conflicts, conflictvisitmaps, ")
          .containsOnlyOnce("may not VACUUM")
          .doesNotContain("NumberOfDays", "on conflicts:");
    } finally {
      database.execute("DROP OWNED BY reader");
      CronJobs.execute("DROP ROLE reader");
    }
  }

  @Test
  void everyProblemOfTheConfigurationIsInOneMessageAndNothingIsConnectedTo() {
    Command.Finished finished =
        pipeline
            .preflight("run")
            .with("--lock-lease-minutes=4")
            .with("--now=yesterday")
            .env(Map.of("POSTGRES_PORT", "1", "SNOWFLAKE_USER", "", "POSTGRES_SSLMODE", "maybe"))
            .run();
    JsonNode result = ended(2, finished);
    assertThat(message(result))
        .contains("lock-lease-minutes", "now", "SNOWFLAKE_USER", "POSTGRES_SSLMODE");
    assertThat(result.get("steps")).isEmpty();
  }

  @Tag("pgcron")
  @Test
  void aSequenceThatCannotBeAdvancedFailsItAndWhatItTookIsGivenBack() {
    database.execute("SELECT setval(pg_get_serial_sequence('conflicts', 'CONFLICTID'), 1, false)");
    database.execute("ALTER SEQUENCE \"conflicts_CONFLICTID_seq\" MAXVALUE 2");
    try (CronJobs cron = CronJobs.withJob(7, true)) {
      JsonNode result = ended(1, pipeline.preflight("run").run());
      assertThat(result.at("/error/step").asText()).isEqualTo("advance_sequences");
      assertThat(cron.active()).isEqualTo("1,7");
      pipeline.isFree();
      assertThat(warnings(result)).doesNotContain("still at work");
    }
  }

  @Test
  void aTableThatCannotBeAnalyzedIsNamedAndTheRunGoesOn() {
    database.execute(
        """
        CREATE TABLE audit (a int);
        INSERT INTO audit SELECT * FROM generate_series(1, 9);
        CREATE FUNCTION known(a int) RETURNS bool IMMUTABLE LANGUAGE plpgsql
          SET search_path = conflict_dev AS 'BEGIN RETURN EXISTS (SELECT FROM mph WHERE "ID" = a); END';
        CREATE INDEX ON audit (conflict_dev.known(a));
        ALTER FUNCTION known RESET search_path""");
    assertThat(warnings(succeeded(pipeline.preflight("run").run())))
        .contains("table audit is not vacuumed and analyzed", "(42P01)", "SET search_path");
    database.execute("ALTER FUNCTION known SET search_path = conflict_dev");
    assertThat(warnings(succeeded(pipeline.preflight("run").run()))).doesNotContain("audit");
  }

  @Test
  void onlyWhatChangedIsVacuumedAndAPartitionedTableByItsPartitions() {
    database.execute(
        """
        CREATE TABLE parts (a int, b text) PARTITION BY HASH (a);
        CREATE TABLE part PARTITION OF parts FOR VALUES WITH (MODULUS 1, REMAINDER 0);
        INSERT INTO parts VALUES (1, 'one')""");
    succeeded(pipeline.preflight("run").run());
    String first = vacuums();
    assertThat(first).isEqualTo("conflicts 1, conflictvisitmaps 1, part 1");
    succeeded(pipeline.preflight("run").run());
    assertThat(vacuums()).isEqualTo(first);
    database.execute("UPDATE parts SET b = 'two'");
    database.writes();
    succeeded(pipeline.preflight("run").run());
    assertThat(vacuums()).isEqualTo("conflicts 1, conflictvisitmaps 1, part 2");
  }

  @Test
  void aTableIsAnalyzedAnewOnlyWhenMoreThanTwoOfAHundredRowsChanged() {
    database.execute(
        """
        CREATE TABLE notes (a int, b text) WITH (autovacuum_enabled = false);
        INSERT INTO notes SELECT n, 'x' FROM generate_series(1, 1000) n""");
    succeeded(pipeline.preflight("run").run());
    assertThat(counted("notes")).isEqualTo("1 1");
    database.execute("UPDATE notes SET b = 'y' WHERE a <= 20");
    database.writes();
    succeeded(pipeline.preflight("run").run());
    assertThat(counted("notes")).isEqualTo("2 1");
    database.execute("UPDATE notes SET b = 'z' WHERE a = 21");
    database.writes();
    succeeded(pipeline.preflight("run").run());
    assertThat(counted("notes")).isEqualTo("3 2");
  }

  @Test
  void aTableThatSomebodyHoldsIsPassedOver() throws SQLException {
    database.execute(
        """
        CREATE TABLE held (a int) WITH (autovacuum_enabled = false);
        INSERT INTO held VALUES (1)""");
    try (Connection holder = database.connect();
        Statement statement = holder.createStatement()) {
      holder.setAutoCommit(false);
      statement.execute("LOCK TABLE conflict_dev.held IN ACCESS EXCLUSIVE MODE");
      succeeded(pipeline.preflight("run").with("--statement-timeout-minutes=1").run());
      holder.rollback();
    }
    assertThat(counted("held")).isEqualTo("0 0");
  }

  @Test
  void aTableWhoseNameNeedsQuotesIsVacuumedToo() {
    database.execute(
        """
        CREATE TABLE "AspNetUsers" (a int) WITH (autovacuum_enabled = false);
        CREATE TABLE "user" (a int) WITH (autovacuum_enabled = false);
        INSERT INTO "AspNetUsers" VALUES (1);
        INSERT INTO "user" VALUES (1)""");
    assertThat(warnings(succeeded(pipeline.preflight("run").run()))).doesNotContain("vacuumed");
    assertThat(counted("AspNetUsers")).isEqualTo("1 1");
    assertThat(counted("user")).isEqualTo("1 1");
  }

  /** How often a table was vacuumed and analyzed by hand. */
  private String counted(String table) {
    database.writes();
    return database.ask(
        "SELECT vacuum_count || ' ' || analyze_count FROM pg_stat_user_tables WHERE relname = '%s'"
            .formatted(table));
  }

  /** How often tables were vacuumed, as the server has counted when all sessions have ended. */
  private String vacuums() {
    database.writes();
    return database.ask(
        """
        SELECT string_agg(name || ' ' || vacuums, ', ' ORDER BY name) FROM (
            SELECT regexp_replace(relname, '_p[0-9]+$', '') AS name, max(vacuum_count) AS vacuums FROM pg_stat_user_tables
             WHERE relname ~ '^(conflicts|conflictvisitmaps(_p[0-9]+)?|part)$' GROUP BY 1) counted""");
  }

  @Test
  void sequencesThatARestoreLeftBehindAreAdvancedAndNeverMovedBack() {
    database.execute("SELECT setval(pg_get_serial_sequence('conflicts', 'CONFLICTID'), 1, false)");
    String ahead = "SELECT setval(pg_get_serial_sequence('conflictvisitmaps', 'ID'), 900000, %s)";
    database.execute(ahead.formatted("false"));
    JsonNode result = succeeded(pipeline.preflight("run").run());
    assertThat(result.at("/counts/sequences_advanced").asInt()).isEqualTo(1);
    assertThat(
            database.ask(
                """
                SELECT nextval(pg_get_serial_sequence('conflicts', 'CONFLICTID')) = max("CONFLICTID") + 1
                FROM conflicts"""))
        .isEqualTo("t");
    assertThat(database.ask("SELECT nextval(pg_get_serial_sequence('conflictvisitmaps', 'ID'))"))
        .isEqualTo("900000");
    succeeded(pipeline.preflight("run").run());
    assertThat(database.ask("SELECT nextval(pg_get_serial_sequence('conflictvisitmaps', 'ID'))"))
        .isEqualTo("900001");
  }

  @Tag("pgcron")
  @Test
  void theCronJobIsSwitchedOffNotedAndGivenBackAsItWas() {
    try (CronJobs cron = CronJobs.withJob(7, true)) {
      JsonNode result = succeeded(pipeline.preflight("run").run());
      assertThat(result.at("/details/cron_job/id").asInt()).isEqualTo(7);
      assertThat(result.at("/details/cron_job/schedule").asText()).isEqualTo("*/10 * * * *");
      assertThat(result.at("/details/cron_job/active").asBoolean()).isTrue();
      assertThat(cron.active()).isEqualTo("1");
      succeeded(pipeline.preflight("run").run());
      succeeded(pipeline.postflight("run").run());
      assertThat(cron.active()).isEqualTo("1,7");
      assertThat(database.ask("SELECT cron_job_id IS NULL FROM pipeline_lock")).isEqualTo("t");
    }
  }

  @Tag("pgcron")
  @Test
  void aCronJobThatWasOffStaysOff() {
    try (CronJobs cron = CronJobs.withJob(7, false)) {
      succeeded(pipeline.preflight("run").run());
      assertThat(pipeline.runLock("show").output()).contains("7, was off before");
      succeeded(pipeline.postflight("run").run());
      assertThat(cron.active()).isEqualTo("1");
    }
  }

  @Tag("pgcron")
  @Test
  void noPgCronOrNoSuchJobIsAWarning() {
    assertThat(warnings(succeeded(pipeline.preflight("run").run()))).contains("no pg_cron");
    try (CronJobs cron = CronJobs.withJob(7, true)) {
      JsonNode result = succeeded(pipeline.preflight("run").with("--cron-job-name=none").run());
      assertThat(warnings(result)).contains("no job none to role postgres");
      assertThat(cron.active()).isEqualTo("1,7");
    }
    JsonNode result = succeeded(pipeline.preflight("run").with("--cron-database=nowhere").run());
    assertThat(warnings(result)).contains("the cron job could not be looked at");
  }

  @Test
  void itsResultHasVersionsRowsAndNowWhichStaysTheSameWhenTheRunIsCleared() {
    JsonNode first = succeeded(pipeline.preflight("run").run());
    assertThat(first.at("/details/versions/postgresql").asText()).matches("\\d+\\.\\d+.*");
    assertThat(first.at("/details/versions/snowflake").asText()).isNotEmpty();
    JsonNode rows = first.at("/details/table_rows");
    assertThat(rows.properties()).hasSize(4);
    assertThat(rows.get("conflictvisitmaps").asText())
        .isEqualTo(database.ask("SELECT count(*) FROM conflictvisitmaps"));
    assertThat(rows.get("settings").asInt()).isEqualTo(1);
    String now = first.at("/details/now").asText();
    assertThat(now).endsWith("Z");
    succeeded(pipeline.postflight("run").run());
    JsonNode cleared = succeeded(pipeline.preflight("run").run());
    assertThat(cleared.at("/details/now").asText()).isEqualTo(now);
    succeeded(pipeline.postflight("run").run());
    JsonNode other = succeeded(pipeline.preflight("other").run());
    assertThat(other.at("/details/now").asText()).isNotEqualTo(now);
  }

  @Test
  void withoutTheUniquePairItRefusesToRun() {
    database.execute(
        """
        DO $$ DECLARE name text; BEGIN
          FOR name IN SELECT conname FROM pg_constraint
            WHERE conrelid = 'conflictvisitmaps'::regclass AND contype = 'u'
          LOOP EXECUTE format('ALTER TABLE conflictvisitmaps DROP CONSTRAINT %I', name); END LOOP;
        END $$""");
    JsonNode result = ended(2, pipeline.preflight("run").run());
    assertThat(message(result)).contains("unique index on (VisitID, ConVisitID)");
    pipeline.isFree();
  }
}
