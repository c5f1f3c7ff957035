package care.conflict.acceptance.staging;

import static care.conflict.testing.Waiting.awaitTrue;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.data.Canonical;
import care.conflict.acceptance.oracle.NaiveStaging;
import care.conflict.acceptance.scenes.Operations;
import care.conflict.acceptance.scenes.Scene;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.CronJobs;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.stage.Json;
import care.conflict.acceptance.stage.Leaks;
import care.conflict.acceptance.stage.Staged;
import care.conflict.acceptance.worlds.StagingWorld;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Reminders and the picture of the conflicts, against a naive copy; what stays as it was. */
class StagingIT {
  private static final String PLACES =
      """
      SELECT string_agg(relname || ' ' || reltablespace, ', ' ORDER BY relname) FROM pg_class
      WHERE oid = 'conflictlog_staging'::regclass
         OR oid IN (SELECT indexrelid FROM pg_index WHERE indrelid = 'conflictlog_staging'::regclass)""";

  private static Scene scene;

  @BeforeAll
  static void makeTheWorld() {
    scene = Scene.of(StagingWorld.make(45));
  }

  @AfterAll
  static void endTheWorld() {
    scene.close();
  }

  static Command staging(Scene scene, Database database, String runId) {
    return scene
        .command(StagingWorld.COMMAND, database, runId)
        .with("--now=" + scene.world.now())
        .with("--statement-timeout-minutes=1");
  }

  static JsonNode copied(Scene scene, Command command) {
    Command.Finished finished = command.run();
    Leaks.check(scene.world, finished);
    assertThat(finished.exitCode()).as(finished.everything()).isZero();
    return Json.read(finished.result());
  }

  private static JsonNode copied(Database database) {
    return copied(scene, staging(scene, database, "run"));
  }

  @Test
  void everyPairOfTheWindowIsStagedUnderItsConflictWithEveryColumnAndNothingElse() {
    Database database = scene.database();
    database.execute("INSERT INTO conflictlog_staging (\"SSN\") VALUES ('old')");
    JsonNode result = copied(database);
    Map<String, Map<String, String>> expected = NaiveStaging.rows(scene.world, 2, 45);
    assertThat(expected.size())
        .as("some pairs are staged, some are not")
        .isBetween(50, scene.world.storeRows("conflictvisitmaps").size() - 10);
    assertThat(Staged.rows(database)).isEqualTo(expected);
    assertThat(result.at("/counts/staged").asInt()).isEqualTo(expected.size());
    assertThat(result.at("/details/staging_replaced").asText()).isEqualTo("by a new table");
    assertThat(result.at("/details/staging_writers").asInt())
        .as("connections for so little")
        .isEqualTo(1);
    assertThat(
            database.ask(
                """
                SELECT count(DISTINCT "CreatedDate") = 1
                   AND now() AT TIME ZONE 'UTC' - min("CreatedDate") BETWEEN interval '0' AND interval '5 min'
                FROM conflictlog_staging"""))
        .isEqualTo("t");
  }

  @Test
  void theWindowIsThatOfTheParametersWithBothEnds() {
    Database database = scene.database();
    copied(
        scene,
        staging(scene, database, "run").with("--lookback-years=1").with("--lookforward-days=1"));
    assertThat(Staged.rows(database)).isEqualTo(NaiveStaging.rows(scene.world, 1, 1));
  }

  @Test
  void remindersAreAddedAndRenamedAndTheSecondRunWritesNoneOfThem() {
    Database database = scene.database();
    JsonNode first = copied(database);
    assertThat(Staged.reminders(database)).isEqualTo(NaiveStaging.reminders(scene.world));
    assertThat(first.at("/counts/reminders_inserted").asInt()).isPositive();
    assertThat(first.at("/counts/reminders_updated").asInt()).isPositive();
    String written =
        "SELECT string_agg(\"ID\" || ' ' || xmin || ctid, ',' ORDER BY \"ID\") FROM payer_provider_reminders";
    String before = database.ask(written);
    JsonNode second = copied(database);
    assertThat(second.at("/counts/reminders_inserted").asInt()).isZero();
    assertThat(second.at("/counts/reminders_updated").asInt()).isZero();
    assertThat(database.ask(written)).isEqualTo(before);
  }

  @Test
  void aReminderThatSomebodyHoldsIsWaitedForAndNobodyWaitsForTheOthers() throws Exception {
    Database database = scene.database();
    assertThat(copied(database).at("/counts/reminders_inserted").asInt()).isPositive();
    database.execute("UPDATE payer_provider_reminders SET \"Contract\" = 'old'");
    String last = database.ask("SELECT max(\"ID\") FROM payer_provider_reminders"); // is inserted
    try (Connection idle = database.connect();
        Statement click = idle.createStatement()) {
      idle.setAutoCommit(false);
      click.execute(
          "UPDATE payer_provider_reminders SET \"NumberOfDays\" = 77 WHERE \"ID\" = " + last);
      Command.Running task = staging(scene, database, "held").start();
      awaitTrue(
          () ->
              database
                  .ask(
                      """
                      SELECT EXISTS (SELECT 1 FROM payer_provider_reminders WHERE "Contract" <> 'old')
                          OR EXISTS (SELECT 1 FROM pg_stat_activity
                                     WHERE wait_event_type = 'Lock' AND datname = current_database())""")
                  .equals("t"));
      try (Connection person = database.connect();
          Statement other = person.createStatement()) {
        other.execute("SET lock_timeout = '5s'");
        other.execute(
            "UPDATE payer_provider_reminders SET \"NumberOfDays\" = 77 WHERE \"ID\" <> " + last);
      }
      assertThat(task.process().isAlive()).isTrue();
      idle.commit();
      Operations.succeeded(task.await());
    }
    assertThat(
            database.ask(
                "SELECT count(*) FROM payer_provider_reminders WHERE \"NumberOfDays\" IS DISTINCT FROM 77"))
        .isEqualTo("0");
    assertThat(
            database.ask(
                "SELECT \"Contract\" FROM payer_provider_reminders WHERE \"ID\" = " + last))
        .isNotEqualTo("old");
  }

  @Test
  void textsThatAreTooLongAreCutAndCountedAndIdsThatAreNoneAreLeftOut() {
    Database database = scene.database();
    JsonNode result = copied(database);
    long longNames =
        scene.world.warehouseRows("DIMPAYERPROVIDER").stream()
            .filter(
                pair ->
                    isLong("DIMPAYER", "Payer", pair) || isLong("DIMPROVIDER", "Provider", pair))
            .count();
    assertThat(longNames).isPositive();
    long noIds =
        scene.world.warehouseRows("DIMPAYERPROVIDER").stream()
            .filter(pair -> pair.get("Provider Id").equalsIgnoreCase("no-uuid"))
            .count();
    assertThat(Operations.warnings(result))
        .contains("payer_provider_reminders.ProviderName: " + longNames + " text(s)")
        .contains(noIds + " reminder(s) left out");
    assertThat(database.ask("SELECT max(length(\"ProviderName\")) FROM payer_provider_reminders"))
        .isEqualTo("100");
  }

  private static boolean isLong(String table, String name, Map<String, String> pair) {
    return scene.world.warehouseRows(table).stream()
        .filter(row -> row.get(name + " Id").equals(pair.get(name + " Id")))
        .anyMatch(row -> Canonical.isCut("varchar(100)", row.get(name + " Name")));
  }

  @Test
  void nothingToCopyIsAnEmptyPictureAndCountsAreThereAllTheSame() {
    Database database = scene.database();
    database.execute("TRUNCATE conflictvisitmaps");
    JsonNode result = copied(database);
    assertThat(result.at("/counts/staged").asInt()).isZero();
    assertThat(result.at("/counts").properties()).hasSize(3);
    assertThat(database.ask("SELECT count(*) FROM conflictlog_staging")).isEqualTo("0");
  }

  @Test
  void whatHangsOnTheTableStaysOwnerPrivilegesIndexesCommentsIdsAndSettings() {
    Database database = scene.database();
    CronJobs.execute("DROP ROLE IF EXISTS auditor, stranger");
    CronJobs.execute("CREATE ROLE auditor; CREATE ROLE stranger");
    try {
      database.execute(
          """
          GRANT SELECT ON conflictlog_staging TO auditor WITH GRANT OPTION;
          GRANT UPDATE ("SSN", "VisitID") ON conflictlog_staging TO PUBLIC;
          GRANT USAGE ON SEQUENCE "conflictlog_staging_ID_seq" TO auditor;
          ALTER DEFAULT PRIVILEGES IN SCHEMA conflict_dev GRANT ALL ON TABLES TO stranger;
          ALTER TABLE conflictlog_staging ADD CONSTRAINT "Key of Staging" PRIMARY KEY ("ID");
          CREATE INDEX "by SSN" ON conflictlog_staging ("SSN", "VisitDate" DESC) WHERE "SSN" IS NOT NULL;
          CREATE INDEX ON conflictlog_staging (lower("AideName"));
          COMMENT ON INDEX "by SSN" IS 'it''s for the audit';
          COMMENT ON TABLE conflictlog_staging IS 'before detection';
          COMMENT ON COLUMN conflictlog_staging."SSN" IS 'of the caregiver';
          ALTER TABLE conflictlog_staging ADD CONSTRAINT dated CHECK ("VisitDate" IS NOT NULL);
          ALTER TABLE conflictlog_staging ADD COLUMN "Auditor" text DEFAULT 'nobody';
          ALTER TABLE conflictlog_staging SET (fillfactor = 90, autovacuum_enabled = false);
          ALTER TABLE conflictlog_staging REPLICA IDENTITY FULL, ALTER "SSN" SET STATISTICS 500,
              ALTER "VisitDate" SET (n_distinct = 400), SET (toast.autovacuum_enabled = false);
          ALTER TABLE conflictlog_staging CLUSTER ON "Key of Staging";
          ALTER INDEX "conflictlog_staging_lower_idx" ALTER 1 SET STATISTICS 300;
          ALTER TABLE conflictlog_staging ADD "IsOpen" boolean GENERATED ALWAYS AS ("StatusFlag" IN ('N', 'U')) STORED;
          SELECT setval('"conflictlog_staging_ID_seq"', 777)""");
      String before = hangsOn(database);
      assertThat(copied(database).at("/details/staging_replaced").asText())
          .isEqualTo("by a new table");
      assertThat(hangsOn(database)).isEqualTo(before);
      assertThat(Staged.rows(database)).isEqualTo(NaiveStaging.rows(scene.world, 2, 45));
      assertThat(
              database.ask(
                  "SELECT bool_and(\"IsOpen\" = (\"StatusFlag\" IN ('N', 'U'))) FROM conflictlog_staging"))
          .isEqualTo("t");
      copied(database);
      assertThat(hangsOn(database)).isEqualTo(before);
      database.execute("INSERT INTO conflictlog_staging (\"VisitDate\") VALUES (current_date)");
      assertThat(
              database.ask(
                  "SELECT \"ID\" || ' ' || \"Auditor\" FROM conflictlog_staging WHERE \"SSN\" IS NULL AND \"ID\" > 776"))
          .isEqualTo("778 nobody");
    } finally {
      database.execute("DROP OWNED BY auditor, stranger");
      CronJobs.execute("DROP ROLE auditor, stranger");
    }
  }

  @Test
  void itStaysInItsTablespaceWhateverIsSetForNewTablesOrTheWarningNamesTheTablespace()
      throws Exception {
    Database database = scene.database();
    CronJobs.execute("DROP ROLE IF EXISTS spaced");
    CronJobs.execute("CREATE ROLE spaced LOGIN PASSWORD 'of-no-use'");
    CronJobs.execute(
        "CREATE TABLESPACE \"Of Staging\" LOCATION '%s'"
            .formatted(Files.createTempDirectory("of")));
    CronJobs.execute(
        "CREATE TABLESPACE ts1 LOCATION '%s'".formatted(Files.createTempDirectory("ts")));
    try {
      Command.Finished granted =
          scene.command("migrate", database, "grants").with("--grant-to=spaced").run();
      assertThat(granted.exitCode()).as(granted.everything()).isZero();
      database.execute("GRANT CREATE ON TABLESPACE ts1, \"Of Staging\" TO spaced");
      database.execute("ALTER ROLE spaced SET default_tablespace = 'ts1'");
      database.execute("CREATE INDEX by_ssn ON conflictlog_staging (\"SSN\") TABLESPACE ts1");
      Map<String, String> role = Map.of("POSTGRES_USER", "spaced");
      for (String place : List.of("pg_default", "\"Of Staging\"")) {
        database.execute("ALTER TABLE conflictlog_staging SET TABLESPACE " + place);
        String before = database.ask(PLACES);
        JsonNode result = copied(scene, staging(scene, database, "run").env(role));
        assertThat(result.at("/details/staging_replaced").asText()).isEqualTo("by a new table");
        assertThat(database.ask(PLACES)).isEqualTo(before);
      }
      database.execute("REVOKE CREATE ON TABLESPACE \"Of Staging\" FROM spaced");
      JsonNode result = copied(scene, staging(scene, database, "run").env(role));
      assertThat(Operations.warnings(result)).contains("may not create in the tablespace");
      assertThat(Staged.rows(database)).isEqualTo(NaiveStaging.rows(scene.world, 2, 45));
    } finally {
      database.execute("REASSIGN OWNED BY spaced TO postgres");
      database.execute("DROP OWNED BY spaced");
      database.drop();
      CronJobs.execute("DROP ROLE spaced");
      CronJobs.execute("DROP TABLESPACE ts1");
      CronJobs.execute("DROP TABLESPACE \"Of Staging\"");
    }
  }

  /** Everything that PostgreSQL knows of the table, object ids aside. */
  private static String hangsOn(Database database) {
    return database.ask(
        """
        SELECT concat_ws(E'\\n', c.relowner::regrole,
            (SELECT string_agg(a::text, ' ' ORDER BY a::text) FROM unnest(c.relacl) a),
            c.reloptions::text, obj_description(c.oid), c.relreplident,
            (SELECT t.reloptions::text FROM pg_class t WHERE t.oid = c.reltoastrelid),
            (SELECT string_agg(concat_ws(' ', attname, attstattarget, attoptions), E'\\n' ORDER BY attnum) FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0),
            (SELECT string_agg(concat_ws(' ', x.relname, x.reltablespace, i.indisclustered, i.indisreplident,
                 (SELECT max(attstattarget) FROM pg_attribute WHERE attrelid = x.oid)), E'\\n' ORDER BY x.relname)
               FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid WHERE i.indrelid = c.oid), c.reltablespace,
            (SELECT string_agg(concat_ws(' ', attname, format_type(atttypid, atttypmod), attnotnull, attidentity, attacl,
                 pg_get_expr(d.adbin, d.adrelid), col_description(c.oid, attnum), pg_get_serial_sequence('conflictlog_staging', attname)), E'\\n' ORDER BY attnum)
               FROM pg_attribute LEFT JOIN pg_attrdef d ON d.adrelid = attrelid AND d.adnum = attnum
              WHERE attrelid = c.oid AND attnum > 0),
            (SELECT string_agg(pg_get_indexdef(indexrelid) || coalesce(obj_description(indexrelid), ''), E'\\n' ORDER BY indexrelid::regclass::text)
               FROM pg_index WHERE indrelid = c.oid),
            (SELECT string_agg(conname || pg_get_constraintdef(k.oid), E'\\n' ORDER BY conname) FROM pg_constraint k
              WHERE conrelid = c.oid AND contype <> 'n'),
            (SELECT string_agg(relname || relacl::text || coalesce(pg_sequence_last_value(s.oid)::text, ''), E'\\n') FROM pg_class s
              WHERE relkind = 'S' AND relname LIKE 'conflictlog_staging%'))
        FROM pg_class c WHERE c.oid = 'conflictlog_staging'::regclass""");
  }

  @Test
  void whereAViewDependsOnTheTableItsRowsAreReplacedInPlaceAndAWarningSaysWhy() {
    Database database = scene.database();
    database.execute("CREATE VIEW audit AS SELECT \"ID\", \"StatusFlag\" FROM conflictlog_staging");
    database.execute("INSERT INTO conflictlog_staging (\"SSN\") VALUES ('old')");
    JsonNode result = copied(database);
    assertThat(Operations.warnings(result))
        .contains("row by row")
        .contains("the view conflict_dev.audit depends on it");
    assertThat(result.at("/details/staging_replaced").asText()).isEqualTo("row by row");
    assertThat(Staged.rows(database)).isEqualTo(NaiveStaging.rows(scene.world, 2, 45));
    assertThat(database.ask("SELECT count(*) FROM audit"))
        .isEqualTo(result.at("/counts/staged").asText());
  }

  @Test
  void aRoleWithTheGrantsOfMigrateSwapsAndOneThatMayNotCreateReplacesInPlace() {
    Database database = scene.database();
    CronJobs.execute("DROP ROLE IF EXISTS worker");
    CronJobs.execute("CREATE ROLE worker LOGIN PASSWORD 'of-no-use'");
    try {
      Command.Finished granted =
          scene.command("migrate", database, "grants").with("--grant-to=worker").run();
      assertThat(granted.exitCode()).as(granted.everything()).isZero();
      Map<String, String> worker = Map.of("POSTGRES_USER", "worker");
      JsonNode result = copied(scene, staging(scene, database, "run").env(worker));
      assertThat(result.at("/details/staging_replaced").asText()).isEqualTo("by a new table");
      database.execute("REVOKE CREATE ON SCHEMA conflict_dev FROM worker");
      result = copied(scene, staging(scene, database, "run").env(worker));
      assertThat(Operations.warnings(result))
          .contains("the role may not create tables in the schema");
      assertThat(Staged.rows(database)).isEqualTo(NaiveStaging.rows(scene.world, 2, 45));
      database.execute("ALTER TABLE conflictlog_staging OWNER TO postgres");
      database.execute("GRANT SELECT, INSERT, DELETE ON conflictlog_staging TO worker");
      result = copied(scene, staging(scene, database, "run").env(worker));
      assertThat(Operations.warnings(result)).contains("the role is not its owner");
      assertThat(Staged.rows(database)).isEqualTo(NaiveStaging.rows(scene.world, 2, 45));
    } finally {
      database.execute("REASSIGN OWNED BY worker TO postgres");
      database.execute("DROP OWNED BY worker");
      CronJobs.execute("DROP ROLE worker");
    }
  }
}
