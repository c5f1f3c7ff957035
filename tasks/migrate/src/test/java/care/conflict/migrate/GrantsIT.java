package care.conflict.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import care.conflict.core.Run;
import care.conflict.lock.HeldLock;
import care.conflict.lock.RunLock;
import care.conflict.store.Session;
import care.conflict.store.Store;
import care.conflict.testing.Runs;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A role with the grants and nothing more can do the work, and no more than it. */
final class GrantsIT {
  private static final String ROLE = "pipeline_role";

  private static Database database;
  private static Database.Migrated granted;

  @BeforeAll
  static void grantToARole() throws Exception {
    database = Database.create();
    database.execute("CREATE ROLE " + ROLE + " LOGIN PASSWORD '" + Server.PASSWORD + "'");
    database.migrate("--with-operational-tables");
    database.execute(
        "INSERT INTO settings (\"InProgressFlag\", \"ExtraDistancePer\") VALUES (0, 1.2)");
    granted = database.migrate("--grant-to", ROLE);
    assertThat(granted.exitCode()).as(granted.log()).isZero();
  }

  @Test
  void roleTakesHoldsAndReleasesTheLock() throws Exception {
    Run run = run();
    try (Store store = Store.open(run);
        HeldLock held = HeldLock.join(run, store);
        Session fenced = held.session()) {
      Instant now = Instant.parse("2026-11-21T00:00:00Z");
      assertThat(held.lock().noteNow(now)).isEqualTo(now);
      assertThat(held.lock().noteNow(Instant.EPOCH)).isEqualTo(now);
      fenced.write(() -> 0);
      held.lock().noteCronJobs(held.token(), List.of());
      assertThat(database.ask("SELECT \"InProgressFlag\" FROM conflict_dev.settings"))
          .containsExactly("1");
    }
    try (Store store = Store.open(run);
        Session session = store.session()) {
      RunLock lock = new RunLock(run, session);
      lock.takeForTheEnd(lock.state().token());
    }
    assertThat(database.ask("SELECT \"InProgressFlag\" FROM conflict_dev.settings"))
        .containsExactly("0");
  }

  @Test
  void roleDoesWhatTheTasksDo() throws Exception {
    List<String> warnings =
        database.executeAs(
            ROLE,
            "SELECT setval(pg_get_serial_sequence('conflicts', 'CONFLICTID'), 10)",
            "SELECT setval(pg_get_serial_sequence('conflictvisitmaps', 'ID'), 10)",
            "SELECT setval(pg_get_serial_sequence('payer_provider_reminders', 'ID'), 10)",
            "SELECT last_value FROM \"conflicts_CONFLICTID_seq\"",
            "CREATE TEMPORARY TABLE pairs_in (visit_id uuid)",
            "ANALYZE pairs_in",
            "SELECT COUNT(*) FROM mph, excluded_agency, excluded_ssn",
            "INSERT INTO conflicts (\"CONFLICTID\") SELECT nextval(pg_get_serial_sequence('conflicts', 'CONFLICTID'))",
            "INSERT INTO conflictvisitmaps (\"CONFLICTID\", \"VisitID\") SELECT \"CONFLICTID\", gen_random_uuid() FROM conflicts",
            "UPDATE conflictvisitmaps SET \"StatusFlag\" = 'R' WHERE \"StatusFlag\" NOT IN ('W', 'I')",
            "UPDATE conflicts SET \"StatusFlag\" = 'R'",
            "INSERT INTO payer_provider_reminders (\"Contract\") VALUES ('a')",
            "UPDATE payer_provider_reminders SET \"Contract\" = 'b'",
            "UPDATE settings SET \"LastLoadDate\" = LOCALTIMESTAMP",
            "CREATE TABLE conflictlog_staging_next (LIKE conflictlog_staging INCLUDING ALL)",
            "INSERT INTO conflictlog_staging_next (\"CONFLICTID\") SELECT \"CONFLICTID\" FROM conflicts",
            "ALTER TABLE conflictlog_staging_next OWNER TO " + ROLE,
            "DROP TABLE conflictlog_staging",
            "ALTER TABLE conflictlog_staging_next RENAME TO conflictlog_staging",
            "INSERT INTO pipeline_history (happened_at, who, what, changes) VALUES (now(), 'pipeline', 'changed', '{}')",
            "SELECT count(*) FROM pipeline_history",
            "VACUUM (ANALYZE) conflicts, conflictvisitmaps, conflictlog_staging, settings, mph, excluded_agency,"
                + " excluded_ssn, payer_provider_reminders, pipeline_lock, pipeline_runs, pipeline_steps, pipeline_chunks, pipeline_chunk_keys, pipeline_shard_tables, pipeline_shard_plans, pipeline_shards, pipeline_shard_stale, pipeline_sources, pipeline_source_providers, pipeline_money, pipeline_money_seen, pipeline_groups_seen, pipeline_trend_days, pipeline_trend_months, pipeline_trends, pipeline_schema_history",
            "REFRESH MATERIALIZED VIEW CONCURRENTLY mv_payer_conflicts_common");

    assertThat(warnings).isEmpty();
    assertThat(database.ask("SELECT \"StatusFlag\" FROM conflict_dev.mv_payer_conflicts_common"))
        .containsExactly("R");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE FROM conflicts",
        "DELETE FROM conflictvisitmaps",
        "TRUNCATE conflictvisitmaps",
        "ALTER TABLE conflictvisitmaps ADD COLUMN mine text",
        "UPDATE settings SET \"ExtraDistancePer\" = 2",
        "INSERT INTO settings DEFAULT VALUES",
        "UPDATE mph SET \"To\" = 1",
        "INSERT INTO excluded_ssn DEFAULT VALUES",
        "UPDATE excluded_agency SET \"AgencyName\" = 'a'",
        "DELETE FROM pipeline_lock",
        "DELETE FROM pipeline_history",
        "UPDATE pipeline_history SET who = 'somebody else'",
        "DROP TABLE pipeline_history_beyond",
        "INSERT INTO pipeline_lock (id) VALUES (1)",
        "UPDATE pipeline_schema_history SET success = true",
        "DROP SCHEMA conflict_dev CASCADE"
      })
  void roleDoesNothingElse(String statement) throws Exception {
    assertThat(catchThrowable(() -> database.executeAs(ROLE, statement)))
        .hasMessageMatching("(?s).*(permission denied|must be owner).*");
  }

  @Test
  void roleOwnsWhatItReplacesAndRefreshesAndMayCreateTheTableThatTakesAPlace() throws Exception {
    Database.Migrated second = database.migrate("--grant-to", ROLE);

    assertThat(second.exitCode()).as(second.log()).isZero();
    assertThat(granted.resultDocument()).contains("\"owners_changed\" : 2");
    assertThat(second.resultDocument()).contains("\"owners_changed\" : 0");
    assertThat(
            database.ask(
                "SELECT relname FROM pg_class WHERE relowner = '%s'::regrole AND relkind IN ('r', 'm') ORDER BY 1"
                    .formatted(ROLE)))
        .containsExactly("conflictlog_staging", "mv_payer_conflicts_common");
    assertThat(
            database.ask(
                "SELECT has_schema_privilege('%s', 'conflict_dev', 'CREATE')".formatted(ROLE)))
        .containsExactly("t");
  }

  @Test
  void roleMaySwitchItsCronJobAndIsToldOfOneThatIsNotItsOwn() throws Exception {
    database.execute(
        "CREATE SCHEMA cron",
        "CREATE TABLE cron.job (jobid bigint, schedule text, username text, active boolean, jobname text)",
        "INSERT INTO cron.job VALUES (3, '* * * * *', 'somebody', true, 'refresh_mv_payer_conflicts_common')",
        "CREATE FUNCTION cron.alter_job(job_id bigint, active boolean) RETURNS void LANGUAGE sql SECURITY DEFINER"
            + " AS 'UPDATE cron.job SET active = $2 WHERE jobid = $1'",
        "REVOKE ALL ON FUNCTION cron.alter_job FROM PUBLIC");

    Database.Migrated migrated =
        database.migrate("--grant-to", ROLE, "--cron-database", database.name());

    assertThat(migrated.exitCode()).as(migrated.log()).isZero();
    assertThat(migrated.resultDocument())
        .contains("cron job refresh_mv_payer_conflicts_common belongs to somebody");
    database.executeAs(ROLE, "SELECT cron.alter_job(3, false)");
    assertThat(database.ask("SELECT active FROM cron.job")).containsExactly("f");
  }

  @Test
  void ownerWhoIsNoSuperuserGrantsAsWell() throws Exception {
    Database theirs = Database.create();
    theirs.execute(
        "CREATE ROLE an_owner LOGIN PASSWORD '" + Server.PASSWORD + "'",
        "CREATE ROLE a_worker LOGIN",
        "GRANT a_worker TO an_owner",
        "ALTER DATABASE " + theirs.name() + " OWNER TO an_owner");

    Database.Migrated migrated =
        theirs.migrateAs(
            "an_owner", "--with-operational-tables", "--tune-tables", "--grant-to", "a_worker");

    assertThat(migrated.exitCode()).as(migrated.log()).isZero();
    assertThat(migrated.resultDocument()).contains("\"owners_changed\" : 2");
    assertThat(theirs.ask("SELECT has_schema_privilege('a_worker', 'conflict_dev', 'CREATE')"))
        .containsExactly("t");
  }

  @Test
  void ownerWhoCannotBeTheRoleGrantsWhatItMayAndSaysWhatIsLeftToAnAdministrator() throws Exception {
    Database theirs = Database.create();
    theirs.execute(
        "CREATE ROLE app_owner LOGIN PASSWORD '" + Server.PASSWORD + "'",
        "CREATE ROLE tasks LOGIN",
        "ALTER DATABASE " + theirs.name() + " OWNER TO app_owner",
        "CREATE SCHEMA cron",
        "CREATE TABLE cron.job (jobname text, username text, jobid bigint)");

    Database.Migrated migrated =
        theirs.migrateAs(
            "app_owner",
            "--with-operational-tables",
            "--grant-to",
            "tasks",
            "--cron-database",
            theirs.name());

    assertThat(migrated.exitCode()).as(migrated.log()).isEqualTo(2);
    assertThat(migrated.resultDocument())
        .contains("GRANT tasks TO app_owner")
        .contains("ALTER TABLE conflict_dev.conflictlog_staging OWNER TO")
        .contains("GRANT EXECUTE ON FUNCTION cron.alter_job TO tasks");
    assertThat(
            theirs.ask(
                "SELECT has_table_privilege('tasks', 'conflict_dev.conflicts', 'INSERT, UPDATE')"
                    + " AND has_schema_privilege('tasks', 'conflict_dev', 'CREATE')"))
        .containsExactly("t");

    theirs.execute("GRANT tasks TO app_owner", "DROP SCHEMA cron CASCADE");
    migrated =
        theirs.migrateAs("app_owner", "--grant-to", "tasks", "--cron-database", theirs.name());
    assertThat(migrated.exitCode()).as(migrated.log()).isZero();
    assertThat(migrated.resultDocument()).contains("\"owners_changed\" : 2");
  }

  @Test
  void whatItMayNotGiveIsNamedWithWhatItsOwnerRuns() throws Exception {
    Database theirs = Database.create();
    theirs.execute(
        "CREATE ROLE schema_owner LOGIN PASSWORD '" + Server.PASSWORD + "'",
        "CREATE ROLE web_application",
        "CREATE ROLE worker_of_others LOGIN",
        "GRANT worker_of_others TO schema_owner",
        "REVOKE TEMPORARY ON DATABASE " + theirs.name() + " FROM PUBLIC",
        "GRANT CREATE, TEMPORARY ON DATABASE " + theirs.name() + " TO schema_owner");
    theirs.migrateAs("schema_owner", "--with-operational-tables");
    theirs.execute(
        "ALTER TABLE conflict_dev.mph OWNER TO web_application",
        "ALTER TABLE conflict_dev.settings OWNER TO web_application",
        "GRANT SELECT ON conflict_dev.mph, conflict_dev.settings TO schema_owner");

    Database.Migrated migrated = theirs.migrateAs("schema_owner", "--grant-to", "worker_of_others");

    List<String> mends =
        List.of(
            "GRANT TEMPORARY ON DATABASE %s TO \"worker_of_others\"".formatted(theirs.name()),
            "GRANT SELECT ON conflict_dev.mph TO \"worker_of_others\"",
            "GRANT SELECT, UPDATE (\"InProgressFlag\"), UPDATE (\"LastLoadDate\") ON conflict_dev.settings TO \"worker_of_others\"");
    assertThat(migrated.exitCode()).as(migrated.log()).isEqualTo(2);
    String told = migrated.resultDocument().replace("\\\"", "\"");
    assertThat(told).contains("conflict_dev.mph of web_application").contains(mends);
    assertThat(migrated.resultDocument()).contains("\"owners_changed\" : 2");

    theirs.execute(mends.toArray(String[]::new));
    migrated = theirs.migrateAs("schema_owner", "--grant-to", "worker_of_others");
    assertThat(migrated.exitCode()).as(migrated.log()).isZero();
  }

  @Test
  void roleThatIsNotThereIsNamed() throws Exception {
    Database.Migrated migrated = database.migrate("--grant-to", "nobody_at_all");

    assertThat(migrated.exitCode()).as(migrated.log()).isEqualTo(2);
    assertThat(migrated.log()).contains("CREATE ROLE nobody_at_all LOGIN");
  }

  private static Run run() {
    return Runs.of("task02_00_conflict_update", "manual__1", database.environment(ROLE));
  }
}
