package care.conflict.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pipeline owns, on new and on existing databases. */
final class OwnedTablesIT {
  private static final String[] OURS = {
    "pipeline_chunk_keys",
    "pipeline_chunks",
    "pipeline_groups_seen",
    "pipeline_history",
    "pipeline_history_beyond",
    "pipeline_lock",
    "pipeline_money",
    "pipeline_money_seen",
    "pipeline_runs",
    "pipeline_schema_history",
    "pipeline_shard_plans",
    "pipeline_shard_stale",
    "pipeline_shard_tables",
    "pipeline_shards",
    "pipeline_source_providers",
    "pipeline_sources",
    "pipeline_steps",
    "pipeline_trend_days",
    "pipeline_trend_months",
    "pipeline_trends"
  };
  private static final String TABLES =
      "SELECT tablename FROM pg_tables WHERE schemaname = 'conflict_dev'"
          + " AND tablename !~ '^pipeline_history_[0-9]{4}_[0-9]{2}$' ORDER BY 1";

  @Test
  void newDatabaseHasTheLockFreeAndOnlyOurTables() throws Exception {
    Database database = Database.create();

    Database.Migrated migrated = database.migrate();

    assertThat(migrated.exitCode()).as(migrated.log()).isZero();
    assertThat(migrated.resultDocument())
        .contains("\"status\" : \"success\"", "\"migrations\" : " + migrations());
    assertThat(database.ask(TABLES)).containsExactly(OURS);
    assertThat(
            database.ask("SELECT jsonb_strip_nulls(to_jsonb(l)) FROM conflict_dev.pipeline_lock l"))
        .containsExactly("{\"id\": 1, \"kept\": true, \"token\": 1}");
  }

  private static long migrations() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("../../sql/schema/owned"))) {
      return files.filter(it -> it.getFileName().toString().matches("V\\d+__.*")).count();
    }
  }

  @Test
  void secondTimeChangesNothing() throws Exception {
    Database database = Database.create();
    database.runJar("--with-operational-tables", "--tune-tables");
    var before = database.fingerprint(OURS);

    Database.Migrated again = database.runJar("--with-operational-tables", "--tune-tables");

    assertThat(again.exitCode()).as(again.log()).isZero();
    assertThat(again.resultDocument()).contains("\"migrations\" : 0", "\"indexes_made\" : 0");
    assertThat(database.fingerprint(OURS)).isEqualTo(before).isNotEmpty();
  }

  @Test
  void existingTablesAndRowsAreNotTouched() throws Exception {
    Database database = Database.create();
    database.execute(
        "CREATE SCHEMA conflict_dev",
        "CREATE TABLE conflictvisitmaps (\"ID\" int8 PRIMARY KEY, \"VisitID\" uuid)",
        "INSERT INTO conflictvisitmaps SELECT i, gen_random_uuid() FROM generate_series(1, 500) i",
        "CREATE TABLE settings (\"InProgressFlag\" int8)",
        "INSERT INTO settings VALUES (1)");
    String[] theirs = {"conflictvisitmaps", "settings"};
    var before = database.fingerprint(theirs);

    Database.Migrated migrated = database.migrate();

    assertThat(migrated.exitCode()).as(migrated.log()).isZero();
    assertThat(database.fingerprint(theirs)).containsAll(before);
    assertThat(database.ask(TABLES)).hasSize(OURS.length + 2);
  }

  @Test
  void heldLockStaysHeld() throws Exception {
    Database database = Database.create();
    database.migrate();
    database.execute("UPDATE pipeline_lock SET token = 7, run_id = 'manual__1', heard_at = now()");

    assertThat(database.migrate().exitCode()).isZero();

    assertThat(database.ask("SELECT token || ' ' || run_id FROM conflict_dev.pipeline_lock"))
        .containsExactly("7 manual__1");
  }

  @Test
  void aTableThatHasLostItsOneRowGetsItAgain() throws Exception {
    Database database = Database.create();
    database.migrate();
    database.execute("DELETE FROM pipeline_lock", "DELETE FROM pipeline_steps");

    assertThat(database.migrate().exitCode()).isZero();

    assertThat(
            database.ask(
                "SELECT l.id || ' ' || s.id || ' ' || (l.token > 1000000) FROM conflict_dev.pipeline_lock l, conflict_dev.pipeline_steps s"))
        .containsExactly("1 1 true");
  }

  @Test
  void aCopyWithoutItsRowsIsToldAsThat() throws Exception {
    Database database = Database.create();
    database.migrate();
    database.execute("DELETE FROM pipeline_schema_history", "DELETE FROM pipeline_lock");

    Database.Migrated migrated = database.migrate();

    assertThat(migrated.exitCode()).as(migrated.log()).isEqualTo(2);
    assertThat(migrated.resultDocument())
        .contains("a copy without its rows", "drop all tables pipeline_");
  }

  @Test
  void aDatabaseOfAnEarlierVersionGetsTheStateOfTheLock() throws Exception {
    Database database = Database.create();
    database.migrate();
    database.execute(
        "DROP VIEW pipeline_lock_state",
        "ALTER TABLE pipeline_runs DROP COLUMN rule_version",
        "DROP TABLE pipeline_money, pipeline_money_seen, pipeline_groups_seen",
        "DROP TABLE pipeline_history",
        "DROP TABLE pipeline_trends, pipeline_trend_months, pipeline_trend_days",
        "DROP TABLE pipeline_shard_tables, pipeline_shard_plans, pipeline_shards, pipeline_shard_stale",
        "DELETE FROM pipeline_schema_history WHERE installed_rank >="
            + " (SELECT installed_rank FROM pipeline_schema_history WHERE version = '7')");

    assertThat(database.migrate().exitCode()).isZero();

    assertThat(database.ask("SELECT token FROM conflict_dev.pipeline_lock_state"))
        .containsExactly("1");
  }

  @Test
  void theLeaseOfAHolderEndsAndNobodysDoesNot() throws Exception {
    Database database = Database.create();
    database.migrate();
    String state =
        "SELECT expired || ' ' || COALESCE(silent_seconds / 60, -1) FROM conflict_dev.pipeline_lock_state";
    assertThat(database.ask(state)).containsExactly("false -1");

    String held =
        "UPDATE pipeline_lock SET run_id = 'manual__1', lease_minutes = 120, heard_at = now() - interval '%d minutes'";
    database.execute(held.formatted(119));
    assertThat(database.ask(state)).containsExactly("false 119");
    database.execute(held.formatted(121));
    assertThat(database.ask(state)).containsExactly("true 121");
    database.execute("UPDATE pipeline_lock SET run_id = NULL");
    assertThat(database.ask(state)).containsExactly("false 121");
  }

  @Test
  void theStateOfTheLockShowsToEachRoleWhatTheTableShowsToIt() throws Exception {
    Database database = Database.create();
    database.migrate();
    database.execute(
        "CREATE ROLE a_stranger LOGIN PASSWORD '" + Server.PASSWORD + "'",
        "CREATE ROLE a_sensor LOGIN PASSWORD '" + Server.PASSWORD + "'",
        "GRANT USAGE ON SCHEMA conflict_dev TO a_stranger, a_sensor",
        "GRANT SELECT ON pipeline_lock TO a_sensor");
    String tokenIsSeen = "SELECT 1 / count(*) FROM pipeline_lock_state";

    database.executeAs("a_sensor", tokenIsSeen);
    assertThat(catchThrowable(() -> database.executeAs("a_stranger", tokenIsSeen)))
        .hasMessageContaining("permission denied for table pipeline_lock");
    database.execute("ALTER TABLE pipeline_lock ENABLE ROW LEVEL SECURITY");
    assertThat(catchThrowable(() -> database.executeAs("a_sensor", tokenIsSeen)))
        .hasMessageContaining("division by zero");
  }

  @Test
  void lockHasNoSecondRow() throws Exception {
    Database database = Database.create();
    database.migrate();

    assertThat(
            catchThrowable(
                () -> database.execute("INSERT INTO pipeline_lock (id, token) VALUES (2, 2)")))
        .hasMessageContaining("pipeline_lock_id_check");
  }

  @Test
  void heartbeatDoesNotWaitForReadersOfTheTokenAndATakeOverDoes() throws Exception {
    Database database = Database.create();
    database.migrate();
    String reader = "BEGIN; SELECT 1 FROM pipeline_lock WHERE token = 1 FOR KEY SHARE";

    try (var connection = database.connect(Server.SUPERUSER);
        var statement = connection.createStatement()) {
      statement.execute(reader);
      database.execute(
          "SET lock_timeout = '2s'", "UPDATE pipeline_lock SET heard_at = now() WHERE token = 1");
      assertThat(
              catchThrowable(
                  () ->
                      database.execute(
                          "SET lock_timeout = '300ms'",
                          "UPDATE pipeline_lock SET token = token + 1")))
          .hasMessageContaining("lock timeout");
    }
  }

  @Test
  void roleThatMayNotMakeTheSchemaIsToldWhoCan() throws Exception {
    Database database = Database.create();
    database.execute("CREATE ROLE mere_reader LOGIN PASSWORD '" + Server.PASSWORD + "'");

    Database.Migrated migrated = database.migrateAs("mere_reader");

    assertThat(migrated.exitCode()).as(migrated.log()).isEqualTo(2);
    assertThat(migrated.log())
        .contains("schema conflict_dev is not there, and role mere_reader may not make it")
        .contains("CREATE SCHEMA conflict_dev AUTHORIZATION mere_reader")
        .doesNotContain(Server.PASSWORD);
  }

  @Test
  void roleThatMayNotMakeTablesIsToldWhatItLacks() throws Exception {
    Database database = Database.create();
    database.execute(
        "CREATE SCHEMA conflict_dev",
        "CREATE ROLE mere_user LOGIN PASSWORD '" + Server.PASSWORD + "'",
        "GRANT USAGE ON SCHEMA conflict_dev TO mere_user");

    Database.Migrated migrated = database.migrateAs("mere_user");

    assertThat(migrated.exitCode()).as(migrated.log()).isEqualTo(2);
    assertThat(migrated.log())
        .contains("role mere_user may not make tables in schema conflict_dev")
        .contains("GRANT USAGE, CREATE ON SCHEMA conflict_dev TO mere_user");
  }
}
