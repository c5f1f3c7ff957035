package care.conflict.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Indexes and fill factor, on tables of others. */
final class TuningIT {
  private static final String INDEXES =
      """
      SELECT regexp_replace(pg_get_indexdef(indexrelid), '.* ON [^ ]+ USING ', '') || CASE WHEN indisunique THEN ' unique' ELSE '' END
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
