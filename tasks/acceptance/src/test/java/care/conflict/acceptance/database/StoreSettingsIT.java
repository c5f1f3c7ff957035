package care.conflict.acceptance.database;

import static care.conflict.acceptance.scenes.Operations.ended;
import static care.conflict.acceptance.scenes.Operations.message;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.data.World;
import care.conflict.acceptance.proxies.OlderServer;
import care.conflict.acceptance.proxies.PoolerStandIn;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.CronJobs;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.stage.Leaks;
import com.fasterxml.jackson.databind.JsonNode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a site has set, put before or forbidden: the tasks work as without it, or say so at once.
 */
class StoreSettingsIT {
  private static final String ROLE = "settled_role";
  private static final String PERSON = World.CANARY + " Łucja";

  /** What a task's own connection has when it writes. */
  private static final String NOTES =
      """
      CREATE TABLE noted (name text, setting text);
      GRANT ALL ON noted TO %s;
      CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO conflict_dev.noted SELECT s.name, current_setting(s.name) FROM pg_settings s;
        RETURN NEW; END $$;
      CREATE TRIGGER note BEFORE INSERT ON pipeline_runs FOR EACH ROW EXECUTE FUNCTION note()"""
          .formatted(ROLE);

  @TempDir private Path folder;
  private final Database database = Database.create();
  private int commands;

  @BeforeEach
  void workAsTheOwnerOfTheTables() {
    CronJobs.execute("DROP ROLE IF EXISTS " + ROLE);
    CronJobs.execute("CREATE ROLE " + ROLE + " LOGIN");
    database.execute("INSERT INTO settings (\"InProgressFlag\") VALUES (0)");
    database.execute(
        """
        ALTER SCHEMA conflict_dev OWNER TO %1$s;
        DO $$ DECLARE r record; BEGIN
          FOR r IN SELECT c.relname, CASE c.relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'TABLE' END AS kind
                   FROM pg_class c WHERE c.relnamespace = 'conflict_dev'::regnamespace AND c.relkind IN ('r', 'p', 'm')
          LOOP EXECUTE format('ALTER %%s %%I OWNER TO %1$s', r.kind, r.relname); END LOOP; END $$"""
            .formatted(ROLE));
  }

  @AfterEach
  void leaveNoRole() {
    database.drop();
    CronJobs.execute("DROP ROLE " + ROLE);
  }

  private Command command(String name) {
    return new Command(name, folder.resolve("command" + ++commands))
        .env(database.environment())
        .env(Map.of("POSTGRES_USER", ROLE));
  }

  private Command connections() {
    return command("test_connections").with("--only=postgres");
  }

  private Command acquire() {
    return command("run_lock").with("acquire").with("--run-id=run");
  }

  private Command release() {
    return command("run_lock").with("release").with("--run-id=run");
  }

  private String holder() {
    return database.ask("SELECT coalesce(run_id, 'nobody') FROM pipeline_lock");
  }

  private String noted(String setting) {
    return database.ask("SELECT setting FROM noted WHERE name = '" + setting + "'");
  }

  private void setForRole(String setting) {
    CronJobs.execute("ALTER ROLE " + ROLE + " SET " + setting);
  }

  @Test
  void whatTheTasksRelyOnIsSetWhateverRoleAndDatabaseHaveSet() {
    database.execute(NOTES);
    List.of(
            "idle_session_timeout = '3s'",
            "idle_in_transaction_session_timeout = '200ms'",
            "default_transaction_isolation = 'serializable'",
            "default_transaction_deferrable = on",
            "lock_timeout = '1s'",
            "statement_timeout = '5s'",
            "work_mem = '1MB'",
            "temp_buffers = '1MB'",
            "client_connection_check_interval = 0",
            "quote_all_identifiers = on",
            "row_security = off",
            "transform_null_equals = on",
            "standard_conforming_strings = off",
            "default_tablespace = 'pg_default'")
        .forEach(this::setForRole);
    if (Integer.parseInt(database.ask("SHOW server_version_num")) >= 170000) {
      setForRole("transaction_timeout = '300ms'");
    }
    ended(0, acquire().with("--statement-timeout-minutes=7").run());
    assertThat(noted("transaction_isolation")).isEqualTo("read committed");
    assertThat(noted("default_transaction_isolation")).isEqualTo("read committed");
    assertThat(noted("statement_timeout")).isEqualTo("7min");
    assertThat(noted("work_mem")).isEqualTo("256MB");
    assertThat(noted("temp_buffers")).isEqualTo("128MB");
    assertThat(noted("client_connection_check_interval")).isEqualTo("10s");
    assertThat(noted("default_tablespace")).isEmpty();
    assertThat(noted("row_security")).isEqualTo("on");
    assertThat(noted("quote_all_identifiers")).isEqualTo("off");
    assertThat(noted("standard_conforming_strings")).isEqualTo("on");
    assertThat(noted("transform_null_equals")).isEqualTo("off");
    // Limits that end what is idle or takes long: none but those of the transactions themselves.
    assertThat(noted("idle_session_timeout")).isEqualTo("0");
    assertThat(
            database.ask(
                "SELECT string_agg(setting, '') FROM noted WHERE name = 'transaction_timeout'"))
        .isIn("0", null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"conflict_dev", "conflict_dev, pg_temp", "\"PG_TEMP\", public, PG_TEMP"})
  void tablesOfTheApplicationAreNeverTakenForTemporaryOnesOfTheirName(String path) {
    setForRole("search_path = " + path);
    for (String schema : List.of("conflict_dev", "public")) {
      for (String table : List.of("candidates", "locked", "window_rows")) {
        database.execute(
            "CREATE TABLE %1$s.%2$s AS SELECT 1 AS mine; ALTER TABLE %1$s.%2$s OWNER TO %3$s"
                .formatted(schema, table, ROLE));
      }
    }
    database.execute(
        """
        INSERT INTO conflicts ("CONFLICTID", "StatusFlag") VALUES (1, 'N');
        INSERT INTO conflictvisitmaps ("CONFLICTID", "VisitDate", "VisitID", "ConVisitID", "StatusFlag")
        VALUES (1, '2026-12-01', gen_random_uuid(), gen_random_uuid(), 'U')""");
    ended(
        0,
        command("task03_status_management")
            .with("--now=2026-12-01T10:00:00")
            .with("--enable-phase-b=false")
            .run());
    assertThat(database.ask("SELECT \"StatusFlag\" FROM conflicts")).isEqualTo("U");
    for (String schema : List.of("conflict_dev", "public")) {
      for (String table : List.of("candidates", "locked", "window_rows")) {
        assertThat(database.ask("SELECT mine FROM %s.%s".formatted(schema, table))).isEqualTo("1");
      }
    }
  }

  @Test
  void aRoleThatMayMakeNoTemporaryTableIsToldBeforeAnythingIsTaken() {
    String name = database.ask("SELECT current_database()");
    database.execute("REVOKE TEMPORARY ON DATABASE %s FROM PUBLIC".formatted(name));
    assertThat(message(ended(2, connections().run())))
        .contains("the role lacks TEMPORARY on database " + name);
    database.execute("GRANT TEMPORARY ON DATABASE %s TO %s".formatted(name, ROLE));
    ended(0, connections().run());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ROLE " + ROLE, "DATABASE %s"})
  void readOnlyByRoleOrDatabaseIsUselessToRetry(String whose) {
    String altered = "ALTER " + whose.formatted(database.ask("SELECT current_database()"));
    CronJobs.execute(altered + " SET default_transaction_read_only = on");
    String by = whose.startsWith("ROLE") ? "ALTER ROLE" : "ALTER DATABASE";
    for (Command command : List.of(connections(), acquire(), command("task_01"))) {
      assertThat(message(ended(2, command.run()))).contains("is read-only in database", "by " + by);
    }
    CronJobs.execute(altered + " RESET default_transaction_read_only");
    assertThat(holder()).isEqualTo("nobody");
  }

  @Test
  void aStandbyIsUselessToRetry() throws IOException {
    Path data = folder.resolve("standby");
    EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false).start().close();
    Files.createFile(data.resolve("standby.signal"));
    try (EmbeddedPostgres standby =
        EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false).start()) {
      Map<String, String> there =
          Map.of(
              "POSTGRES_PORT", Integer.toString(standby.getPort()),
              "POSTGRES_USER", "postgres",
              "POSTGRES_DATABASE", "postgres");
      for (Command command : List.of(connections(), acquire())) {
        assertThat(message(ended(2, command.env(there).run()))).contains("is a reader");
      }
    }
  }

  /** Each with what a person sees of it, where it is refused. */
  private void refusedForRowSecurity(String table, String policies) {
    String expected =
        "row security on table %s holds for role %s (%s)".formatted(table, ROLE, policies);
    for (Command command : List.of(connections(), acquire(), command("task_01"))) {
      assertThat(message(ended(2, command.run()))).contains(expected);
    }
    assertThat(holder()).isEqualTo("nobody");
  }

  @Test
  void rowSecurityThatHidesRowsIsUselessToRetry() {
    database.execute("ALTER TABLE settings ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY");
    refusedForRowSecurity("settings", "without any policy");
    database.execute("ALTER TABLE settings NO FORCE ROW LEVEL SECURITY");
    database.execute(
        """
        ALTER TABLE conflictvisitmaps ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
        CREATE POLICY shown ON conflictvisitmaps USING ("StatusFlag" <> 'D')""");
    refusedForRowSecurity("conflictvisitmaps", "policies: shown");
  }

  @Test
  void rowSecurityThatHidesNothingFromTheRoleIsNoObstacle() {
    database.execute(
        """
        ALTER TABLE settings ENABLE ROW LEVEL SECURITY;
        ALTER TABLE mph ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
        CREATE POLICY everything ON mph TO %s USING (true)"""
            .formatted(ROLE));
    ended(0, connections().run());
    database.execute("CREATE POLICY less ON mph AS RESTRICTIVE USING (\"From\" > 1)");
    ended(2, connections().run());
    CronJobs.execute("ALTER ROLE " + ROLE + " BYPASSRLS");
    ended(0, connections().run());
  }

  @Test
  void tooFewConnectionsAreSaidAtOnceAndAsManyAsAreNamedAreEnough() {
    CronJobs.execute("ALTER ROLE " + ROLE + " CONNECTION LIMIT 0");
    String none = message(ended(2, connections().run()));
    assertThat(none).contains("too many connections, 53300: ", ROLE);
    CronJobs.execute("ALTER ROLE " + ROLE + " CONNECTION LIMIT 1");
    assertThat(message(ended(2, connections().run())))
        .contains(
            "role %s may have 1 connections (CONNECTION LIMIT), and a task needs 5"
                .formatted(ROLE));
    long begun = System.nanoTime();
    JsonNode result = ended(2, command("get_task02_chunks").with("--run-id=run").run());
    assertThat(message(result)).contains("(53300)");
    assertThat(result.at("/error/advice").asText()).contains("more connections");
    assertThat((System.nanoTime() - begun) / 1e9).as("seconds, of a pool's 30").isLessThan(25);
    CronJobs.execute("ALTER ROLE " + ROLE + " CONNECTION LIMIT 5");
    ended(0, connections().run());
    ended(0, acquire().run());
    ended(0, command("get_task02_chunks").with("--run-id=run").run());
    ended(0, release().run());
  }

  @Test
  void anotherEncodingThanUtf8IsUselessToRetry() {
    String other = database.ask("SELECT current_database()") + "_ascii";
    CronJobs.execute(
        "CREATE DATABASE %s ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0"
            .formatted(other));
    JsonNode result = ended(2, connections().env(Map.of("POSTGRES_DATABASE", other)).run());
    CronJobs.execute("DROP DATABASE " + other);
    assertThat(message(result)).contains("server_encoding of database " + other + " is SQL_ASCII");
  }

  /** With what a server may quote in any language, whatever it calls the error. */
  @ParameterizedTest
  @ValueSource(strings = {"P0001", "22P02", "42501", "53300", "57014", "08006"})
  void whatAFunctionRaisesIsNotShownInAnyLanguage(String state) {
    database.execute(
        """
        CREATE FUNCTION quote() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'FEHLER: »%1$s« «%1$s» « %1$s » „%1$s“ ‚%1$s‘ ‹%1$s› 「%1$s」 %1$s'
          USING ERRCODE = '%2$s', DETAIL = '%1$s', HINT = '%1$s', TABLE = '%1$s', COLUMN = '%1$s',
                CONSTRAINT = '%1$s', DATATYPE = '%1$s', SCHEMA = '%1$s'; END $$;
        CREATE TRIGGER quote BEFORE INSERT ON pipeline_runs FOR EACH ROW EXECUTE FUNCTION quote()"""
            .formatted(PERSON, state));
    Command.Finished finished = acquire().run();
    Leaks.check(finished);
    assertThat(finished.everything()).contains(state).doesNotContain("Łucja");
    assertThat(holder()).isEqualTo("nobody");
  }

  @Test
  void theNamesThatTheServersFieldsHaveAreShown() {
    database.execute("ALTER TABLE pipeline_runs ADD CONSTRAINT told CHECK (run_id = 'none')");
    assertThat(message(ended(1, acquire().run())))
        .contains(
            "a row breaks a check: table conflict_dev.pipeline_runs, constraint told (23514)");
  }

  @Test
  void aPrivilegeThatIsLackingIsUselessToRetryAndOfATriggerNoMatterOfOurGrants() {
    database.execute("REVOKE UPDATE ON pipeline_lock FROM " + ROLE);
    JsonNode ours = ended(2, acquire().run());
    assertThat(message(ours)).contains("pipeline_lock", "(42501)");
    assertThat(ours.at("/error/advice").asText()).contains("migrate --grant-to");
    database.execute(
        """
        GRANT UPDATE ON pipeline_lock TO %s;
        CREATE TABLE audit (a int);
        CREATE FUNCTION audit() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN INSERT INTO conflict_dev.audit VALUES (1); RETURN NEW; END $$;
        CREATE TRIGGER audit BEFORE INSERT ON pipeline_runs FOR EACH ROW EXECUTE FUNCTION audit()"""
            .formatted(ROLE));
    JsonNode theirs = ended(2, acquire().run());
    assertThat(message(theirs)).contains("audit", "in a function or trigger", "(42501)");
    assertThat(theirs.at("/error/advice").asText()).doesNotContain("--grant-to");
  }

  private Map<String, String> through(PoolerStandIn pooler) {
    return Map.of("POSTGRES_PORT", Integer.toString(pooler.port()));
  }

  @Test
  void aPoolerThatGivesEachSessionAConnectionKeepsWhatIsSet() {
    database.execute(NOTES);
    try (PoolerStandIn pooler = new PoolerStandIn(Database.port(), PoolerStandIn.Mode.SESSION)) {
      ended(0, connections().env(through(pooler)).run());
      ended(0, acquire().env(through(pooler)).run());
    }
    assertThat(noted("work_mem")).isEqualTo("256MB");
    assertThat(noted("client_connection_check_interval")).isEqualTo("10s");
  }

  @Test
  void aPoolerThatGivesEachTransactionAnotherConnectionIsRefusedWithNothingLeftOnAny()
      throws SQLException {
    try (PoolerStandIn pooler =
        new PoolerStandIn(Database.port(), PoolerStandIn.Mode.TRANSACTION)) {
      for (Command command : List.of(connections(), acquire(), command("task_01"))) {
        assertThat(message(ended(2, command.env(through(pooler)).run())))
            .contains("a pooler in transaction mode");
      }
      String url =
          "jdbc:postgresql://127.0.0.1:%d/%s"
              .formatted(pooler.port(), database.ask("SELECT current_database()"));
      try (Connection connection = DriverManager.getConnection(url, ROLE, Database.SECRET);
          Statement statement = connection.createStatement()) {
        for (String setting : List.of("work_mem", "idle_session_timeout", "temp_buffers")) {
          try (ResultSet found =
              statement.executeQuery(
                  "SELECT setting = boot_val FROM pg_settings WHERE name = '" + setting + "'")) {
            found.next();
            assertThat(found.getBoolean(1)).as(setting).isTrue();
          }
        }
      }
    }
    assertThat(holder()).isEqualTo("nobody");
  }

  @Test
  void whatCannotBeHadIsNamedAllAtOnce() {
    try (PoolerStandIn pooler = new PoolerStandIn(Database.port(), PoolerStandIn.Mode.FORGETFUL)) {
      assertThat(message(ended(2, connections().env(through(pooler)).run())))
          .contains("work_mem (it is 4096)", "client_connection_check_interval (it is 0)");
    }
  }

  @Test
  void aVersionThatIsTooOldIsNamedByWhateverConnects() {
    try (OlderServer older = new OlderServer(Database.port(), "14.9 (Debian 14.9-1)")) {
      Map<String, String> there =
          Map.of("POSTGRES_PORT", Integer.toString(older.port()), "POSTGRES_SSLMODE", "disable");
      for (Command command :
          List.of(connections(), acquire(), command("migrate"), command("task_01"))) {
        assertThat(message(ended(2, command.env(there).run())))
            .contains("PostgreSQL at 127.0.0.1 is 14.9 (Debian 14.9-1); 15 or newer is needed");
      }
    }
  }
}
