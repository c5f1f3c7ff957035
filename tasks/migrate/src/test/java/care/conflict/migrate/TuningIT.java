package care.conflict.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Indexes and fill factor, on tables of others. */
final class TuningIT {
  private static final String INDEXES =
      """
      SELECT regexp_replace(pg_get_indexdef(indexrelid), '.* ON (ONLY )?[^ ]+ USING ', '') || CASE WHEN indisunique THEN ' unique' ELSE '' END
      FROM pg_index WHERE indrelid = 'conflict_dev.conflictvisitmaps'::regclass AND indisvalid ORDER BY 1""";
  private static final String[] THEIR_TABLES = {
    "CREATE SCHEMA conflict_dev",
    "CREATE TABLE conflicts (\"CONFLICTID\" int8 PRIMARY KEY, \"StatusFlag\" varchar(5))",
    """
    CREATE TABLE conflictvisitmaps ("ID" int8 PRIMARY KEY, "CONFLICTID" int8, "SSN" varchar(20), "VisitID" uuid,
        "ConVisitID" uuid, "VisitDate" date, "StatusFlag" varchar(5),
        "InserviceStartDate" timestamp, "InserviceEndDate" timestamp,
        "ConInserviceStartDate" timestamp, "ConInserviceEndDate" timestamp)""",
    """
    INSERT INTO conflictvisitmaps SELECT i, i, '900000000', gen_random_uuid(), gen_random_uuid(), '2026-11-20', 'N'
    FROM generate_series(1, 1000) i""",
  };

  @Test
  void newTablesHaveTheIndexesAndRoomInTheirPages() throws Exception {
    Database database = Database.create();

    Database.Migrated migrated = database.migrate("--with-operational-tables", "--tune-tables");

    assertThat(migrated.exitCode()).as(migrated.log()).isZero();
    assertThat(migrated.resultDocument()).contains("\"warnings\" : [ ]");
    assertThat(database.ask(INDEXES))
        .containsExactly(
            "btree (\"CONFLICTID\")",
            "btree (\"ConVisitID\")",
            "btree (\"ID\") unique",
            "btree (\"SSN\", \"VisitDate\")",
            "btree (\"VisitDate\") WHERE (COALESCE(\"InserviceStartDate\", \"InserviceEndDate\","
                + " \"ConInserviceStartDate\", \"ConInserviceEndDate\") IS NOT NULL)",
            "btree (\"VisitID\", \"ConVisitID\") unique");
    assertThat(database.ask("SELECT reloptions FROM pg_class WHERE relname = 'conflictvisitmaps'"))
        .containsExactly("{fillfactor=70}");
  }

  @Test
  void indexesThatServeAlreadyAreLeftWhateverTheirName() throws Exception {
    Database database = existing();
    database.execute(
        "CREATE UNIQUE INDEX theirs_pair ON conflictvisitmaps (\"VisitID\", \"ConVisitID\")",
        "CREATE INDEX theirs_key ON conflictvisitmaps (\"SSN\", \"VisitDate\", \"ID\")",
        "CREATE INDEX theirs_con ON conflictvisitmaps (\"ConVisitID\")",
        "CREATE INDEX theirs_conflict ON conflictvisitmaps (\"CONFLICTID\")",
        """
        CREATE INDEX theirs_inservice ON conflictvisitmaps ("VisitDate") WHERE COALESCE("InserviceStartDate",
            "InserviceEndDate", "ConInserviceStartDate", "ConInserviceEndDate") IS NOT NULL""",
        "ALTER TABLE conflictvisitmaps SET (fillfactor = 60)");
    List<String> before = database.fingerprint();

    Database.Migrated migrated = database.migrate("--tune-tables");

    assertThat(migrated.exitCode()).as(migrated.log()).isZero();
    assertThat(migrated.resultDocument())
        .contains("\"indexes_made\" : 0", "\"storage_changed\" : 0", "\"warnings\" : [ ]");
    assertThat(database.fingerprint()).containsAll(before);
  }

  @Test
  void tableWithRowsIsTunedOnceAndItsRowsStay() throws Exception {
    Database database = existing();
    database.execute(
        "CREATE INDEX half ON conflictvisitmaps (\"SSN\", \"VisitDate\") WHERE \"SSN\" IS NOT NULL",
        "CREATE INDEX turned ON conflictvisitmaps (\"VisitDate\", \"SSN\")");
    List<String> rows =
        database.ask(
            "SELECT xmin || ' ' || ctid FROM conflict_dev.conflictvisitmaps ORDER BY ctid");

    Database.Migrated first = database.migrate("--tune-tables");
    List<String> after = database.fingerprint("conflictvisitmaps");
    Database.Migrated second = database.migrate("--tune-tables");

    assertThat(first.resultDocument()).contains("\"indexes_made\" : 5", "\"storage_changed\" : 1");
    assertThat(first.log()).contains("pages that are full stay full until the table is rewritten");
    assertThat(second.exitCode()).as(second.log()).isZero();
    assertThat(second.resultDocument()).contains("\"indexes_made\" : 0", "\"storage_changed\" : 0");
    assertThat(database.fingerprint("conflictvisitmaps")).isEqualTo(after);
    assertThat(
            database.ask(
                "SELECT xmin || ' ' || ctid FROM conflict_dev.conflictvisitmaps ORDER BY ctid"))
        .isEqualTo(rows);
  }

  @Test
  void indexThatWasInterruptedIsMadeAgain() throws Exception {
    Database database = existing();
    database.migrate("--tune-tables");
    database.execute(
        "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'pipeline_map_ssn_date'::regclass");

    Database.Migrated migrated = database.migrate("--tune-tables");

    assertThat(migrated.exitCode()).as(migrated.log()).isZero();
    assertThat(migrated.resultDocument()).contains("\"indexes_made\" : 1");
    assertThat(database.ask(INDEXES)).contains("btree (\"SSN\", \"VisitDate\")");
  }

  @Test
  void indexesThatOnlyCostAreNamedAndLeftToTheirOwner() throws Exception {
    Database database = existing();
    database.execute(
        "CREATE INDEX theirs_status ON conflictvisitmaps (\"ID\") WHERE \"StatusFlag\" = 'N'",
        "CREATE INDEX theirs_visit ON conflictvisitmaps (\"VisitID\")");

    Database.Migrated migrated = database.migrate("--tune-tables");

    assertThat(migrated.resultDocument())
        .contains(
            "index conflict_dev.theirs_status only costs",
            "index conflict_dev.theirs_visit only costs");
    assertThat(database.ask(INDEXES)).contains("btree (\"VisitID\")");
  }

  @Test
  void partitionsAreTunedEachWhileOthersWrite() throws Exception {
    Database database = existing();
    database.execute(
        "ALTER TABLE conflictvisitmaps RENAME TO in_one_table",
        "CREATE TABLE conflictvisitmaps (LIKE in_one_table, PRIMARY KEY (\"ID\", \"VisitID\")) PARTITION BY HASH (\"VisitID\")",
        "CREATE TABLE maps_0 PARTITION OF conflictvisitmaps FOR VALUES WITH (MODULUS 2, REMAINDER 0)",
        "CREATE TABLE \"Maps_1\" PARTITION OF conflictvisitmaps FOR VALUES WITH (MODULUS 2, REMAINDER 1) PARTITION BY HASH (\"VisitID\")",
        "CREATE TABLE maps_1_0 PARTITION OF \"Maps_1\" FOR VALUES WITH (MODULUS 2, REMAINDER 0)",
        "CREATE TABLE maps_1_1 PARTITION OF \"Maps_1\" FOR VALUES WITH (MODULUS 2, REMAINDER 1) WITH (fillfactor = 60)",
        "INSERT INTO conflictvisitmaps SELECT * FROM in_one_table",
        "DROP TABLE in_one_table",
        "CREATE UNIQUE INDEX theirs ON conflictvisitmaps (\"VisitID\", \"ConVisitID\")",
        // what an earlier try left: the index of the table is there, no part of it
        "CREATE INDEX pipeline_map_con_visit ON ONLY conflictvisitmaps (\"ConVisitID\")");

    AtomicReference<Exception> refused = new AtomicReference<>();
    AtomicBoolean done = new AtomicBoolean();
    Thread people = new Thread(() -> write(database, done, refused));
    people.start();
    Database.Migrated migrated = database.migrate("--tune-tables");
    done.set(true);
    people.join();

    assertThat(migrated.exitCode()).as(migrated.log()).isZero();
    assertThat(migrated.resultDocument()).contains("\"indexes_made\" : 4");
    assertThat(refused.get()).isNull();
    assertThat(database.ask(INDEXES))
        .contains("btree (\"CONFLICTID\")", "btree (\"ConVisitID\")")
        .contains("btree (\"SSN\", \"VisitDate\")")
        .hasSize(6);
    assertThat(
            database.ask(
                "SELECT reloptions FROM pg_class WHERE relname LIKE 'maps%' AND relkind = 'r' ORDER BY relname"))
        .containsExactly("{fillfactor=70}", "{fillfactor=70}", "{fillfactor=60}");
    assertThat(database.ask("SELECT indexrelid::regclass FROM pg_index WHERE NOT indisvalid"))
        .isEmpty();

    List<String> after = database.fingerprint();
    assertThat(database.migrate("--tune-tables").resultDocument())
        .contains("\"indexes_made\" : 0", "\"storage_changed\" : 0");
    assertThat(database.fingerprint()).isEqualTo(after);
  }

  /** Rows, one after the other; each waits for five seconds at most. */
  private static void write(
      Database database, AtomicBoolean done, AtomicReference<Exception> refused) {
    try (Connection connection = database.connect(Server.SUPERUSER);
        Statement statement = connection.createStatement()) {
      statement.execute("SET lock_timeout = '5s'");
      while (!done.get()) {
        statement.execute(
            "UPDATE conflictvisitmaps SET \"StatusFlag\" = 'U' WHERE \"ID\" = 1 + (random() * 900)::int");
      }
    } catch (SQLException e) {
      refused.set(e);
    }
  }

  @Test
  void missingTablesAreNamed() throws Exception {
    Database database = Database.create();

    Database.Migrated migrated = database.migrate("--tune-tables");

    assertThat(migrated.exitCode()).as(migrated.log()).isEqualTo(2);
    assertThat(migrated.log()).contains("missing: conflicts, conflictvisitmaps");
  }

  private static Database existing() throws Exception {
    Database database = Database.create();
    database.execute(THEIR_TABLES);
    return database;
  }
}
