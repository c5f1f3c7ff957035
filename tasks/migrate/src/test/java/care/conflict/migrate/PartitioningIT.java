package care.conflict.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.core.statements.SqlText;
import care.conflict.core.statements.StepSql;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** conflictvisitmaps becomes partitions and one table again, with all that hangs on it. */
final class PartitioningIT {
  private static final String[] ROLES = {"partition_owner", "partition_reader", "partition_clerk"};

  private static final SqlText OBSTACLES =
      StepSql.of(
              "schema/partition",
              StepSql.Dialect.POSTGRES,
              Map.of("schema", "conflict_dev", "beside", "conflict_dev_beside"))
          .find("obstacles");

  private Database database;

  @BeforeEach
  void makeTheTables() throws Exception {
    database = Database.create();
    database.migrate("--with-operational-tables", "--tune-tables", "--with-history");
    database.execute(
        "INSERT INTO settings (\"InProgressFlag\") VALUES (0)",
        """
        INSERT INTO conflicts ("CONFLICTID", "StatusFlag") SELECT i, 'U' FROM generate_series(1, 300) i""",
        """
        INSERT INTO conflictvisitmaps ("ID", "CONFLICTID", "SSN", "VisitID", "ConVisitID", "VisitDate", "StatusFlag", "PayerID")
        SELECT i, 1 + i % 300, '900000000', gen_random_uuid(), gen_random_uuid(), '2026-11-20', 'U', gen_random_uuid()
        FROM generate_series(1, 3000) i""",
        "SELECT setval('\"conflictvisitmaps_ID_seq\"', 5000)");
    for (String role : ROLES) {
      database.execute(
          "DO $$ BEGIN CREATE ROLE %s LOGIN PASSWORD '%s'; EXCEPTION WHEN duplicate_object THEN NULL; END $$"
              .formatted(role, Server.PASSWORD));
    }
    database.execute(
        "GRANT USAGE ON SCHEMA conflict_dev TO partition_owner, partition_reader, partition_clerk",
        "GRANT CREATE ON SCHEMA conflict_dev TO partition_owner");
  }

  /** All that a table may have. */
  private void hangMuchOnIt() throws SQLException {
    database.execute(
        """
        ALTER TABLE conflictvisitmaps
            DROP COLUMN "FAILEDON",
            ADD COLUMN note text COLLATE "C" DEFAULT 'none' NOT NULL CHECK (note <> ''),
            ADD COLUMN doubled int8 GENERATED ALWAYS AS ("ID" * 2) STORED,
            ADD COLUMN number serial,
            ADD CONSTRAINT theirs CHECK ("StatusFlag" <> 'X'),
            ADD CONSTRAINT note_once UNIQUE ("VisitID", note, "ConVisitID") INCLUDE ("CONFLICTID") WITH (fillfactor = 80),
            ALTER note SET STORAGE EXTERNAL,
            ALTER "StatusFlag" SET STATISTICS 300,
            ALTER "SSN" SET (n_distinct = -0.5),
            SET (autovacuum_vacuum_scale_factor = 0.05, toast.autovacuum_vacuum_threshold = 70)""",
        "COMMENT ON TABLE conflictvisitmaps IS 'the pairs, it''s 100% them'",
        "COMMENT ON COLUMN conflictvisitmaps.note IS 'theirs'",
        "COMMENT ON CONSTRAINT conflictvisitmaps_pkey ON conflictvisitmaps IS 'by id'",
        "COMMENT ON CONSTRAINT theirs ON conflictvisitmaps IS 'not X'",
        "COMMENT ON SEQUENCE \"conflictvisitmaps_ID_seq\" IS 'ids'",
        "ALTER SEQUENCE \"conflictvisitmaps_ID_seq\" CACHE 5",
        "CREATE INDEX lowered ON conflictvisitmaps (lower(note)) WHERE \"SSN\" IS NOT NULL",
        "ALTER INDEX lowered ALTER COLUMN 1 SET STATISTICS 77",
        "COMMENT ON INDEX lowered IS 'in small letters'",
        "CREATE UNIQUE INDEX also_by_id ON conflictvisitmaps (\"ID\")",
        "CREATE STATISTICS of_both ON \"SSN\", \"VisitDate\" FROM conflictvisitmaps",
        "ALTER STATISTICS of_both SET STATISTICS 40",
        "COMMENT ON STATISTICS of_both IS 'they go together'",
        "CREATE FUNCTION theirs() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.note := ''clicked''; RETURN NEW; END'",
        """
        CREATE TRIGGER theirs BEFORE UPDATE OF "StatusFlag" ON conflictvisitmaps FOR EACH ROW
            WHEN (NEW."StatusFlag" = 'W') EXECUTE FUNCTION theirs()""",
        "CREATE TRIGGER off_by_now AFTER INSERT ON conflictvisitmaps FOR EACH ROW EXECUTE FUNCTION theirs()",
        "ALTER TABLE conflictvisitmaps DISABLE TRIGGER off_by_now",
        "COMMENT ON TRIGGER theirs ON conflictvisitmaps IS 'notes'",
        "ALTER TABLE conflictvisitmaps ENABLE ROW LEVEL SECURITY",
        """
        CREATE POLICY clerks ON conflictvisitmaps FOR SELECT TO partition_clerk, partition_reader
            USING ("CONFLICTID" IN (SELECT c."CONFLICTID" FROM conflicts c) AND "ID" > 10)""",
        "CREATE POLICY clicks ON conflictvisitmaps AS PERMISSIVE FOR UPDATE USING (TRUE) WITH CHECK (\"StatusFlag\" <> 'D')",
        "COMMENT ON POLICY clerks ON conflictvisitmaps IS 'of some'",
        """
        CREATE VIEW conflictreport WITH (security_barrier = true) AS
            SELECT m.*, c."FlagForReview" AS review FROM conflictvisitmaps m JOIN conflicts c USING ("CONFLICTID")""",
        "CREATE VIEW of_the_report AS SELECT review FROM conflictreport",
        "CREATE VIEW of_the_common AS SELECT \"Pairs\" FROM mv_payer_conflicts_common",
        "CREATE MATERIALIZED VIEW of_common AS SELECT \"PayerID\", sum(\"Pairs\") AS pairs FROM mv_payer_conflicts_common GROUP BY 1",
        "CREATE INDEX of_pairs ON of_common (pairs)",
        "CREATE MATERIALIZED VIEW not_yet WITH (fillfactor = 50) AS SELECT count(*) FROM conflictvisitmaps WITH NO DATA",
        "COMMENT ON MATERIALIZED VIEW not_yet IS 'some day'",
        "COMMENT ON VIEW conflictreport IS 'for people'",
        "GRANT SELECT ON conflictreport, of_common, mv_payer_conflicts_common TO partition_reader WITH GRANT OPTION",
        "GRANT SELECT, MAINTAIN ON conflictvisitmaps TO partition_clerk",
        "GRANT UPDATE (\"StatusFlag\", note), SELECT (\"ID\") ON conflictvisitmaps TO partition_reader",
        "GRANT SELECT ON conflicts TO partition_reader, partition_owner",
        "GRANT SELECT ON mv_payer_conflicts_common TO partition_owner",
        "GRANT USAGE ON SEQUENCE \"conflictvisitmaps_ID_seq\" TO partition_clerk",
        "ALTER TABLE conflictvisitmaps OWNER TO partition_owner",
        "ALTER VIEW conflictreport OWNER TO partition_owner",
        "ALTER MATERIALIZED VIEW of_common OWNER TO partition_owner",
        """
        CREATE PUBLICATION of_maps FOR TABLE conflictvisitmaps ("ID", "VisitID", "StatusFlag") WHERE ("ID" > 0)
            WITH (publish_via_partition_root = true)""",
        "REFRESH MATERIALIZED VIEW mv_payer_conflicts_common",
        "REFRESH MATERIALIZED VIEW of_common");
  }

  private List<String> rows() throws SQLException {
    return database.ask("SELECT m::text FROM conflict_dev.conflictvisitmaps m ORDER BY \"ID\"");
  }

  private void succeeded(String... options) throws IOException {
    Database.Migrated migrated = database.migrate(options);
    assertThat(migrated.exitCode()).as(migrated.log()).isZero();
  }

  private String only(String sql) throws SQLException {
    return database.ask(sql).get(0);
  }

  @Test
  void whatHangsOnTheTableGoesAndComesBack() throws Exception {
    hangMuchOnIt();
    List<String> facts = CatalogFacts.of(database);
    List<String> rows = rows();

    succeeded("--partition", "4");

    assertThat(only("SELECT count(DISTINCT tableoid) FROM conflictvisitmaps")).isEqualTo("4");
    assertThat(rows()).isEqualTo(rows);
    assertThat(CatalogFacts.differences(database, facts)).isNotEmpty();
    worksAsBefore(5001);
    database.execute(
        "UPDATE conflictvisitmaps SET \"StatusFlag\" = 'U', note = 'none' WHERE \"ID\" = 17",
        "DELETE FROM conflictvisitmaps WHERE \"ID\" > 5000",
        "DELETE FROM pipeline_history");
    succeeded("--partition", "4");
    succeeded("--partition", "7");
    assertThat(only("SELECT count(DISTINCT tableoid) FROM conflictvisitmaps")).isEqualTo("7");

    succeeded("--unpartition");

    assertThat(CatalogFacts.differences(database, facts)).isEmpty();
    assertThat(rows()).isEqualTo(rows);
    worksAsBefore(5002);
    succeeded("--unpartition");
  }

  /** Clicks with all that they set off, who may do what, and what is read. */
  private void worksAsBefore(int atLeast) throws SQLException {
    database.executeAs(
        "partition_reader",
        "UPDATE conflictvisitmaps SET \"StatusFlag\" = 'W' WHERE \"ID\" = 17",
        "UPDATE conflictvisitmaps SET \"StatusFlag\" = 'W' WHERE \"ID\" = 3",
        "SELECT * FROM conflictreport");
    assertThat(
            database.ask(
                "SELECT \"ID\" FROM conflictvisitmaps WHERE \"StatusFlag\" = 'W' AND note = 'clicked'"))
        .as("the policy hides ID 3, the application's trigger notes")
        .containsExactly("17");
    assertThat(database.ask("SELECT map_row_id || ' ' || who FROM pipeline_history"))
        .containsExactly("17 partition_reader");
    database.execute(
        "INSERT INTO conflictvisitmaps (\"VisitID\", \"ConVisitID\") VALUES (gen_random_uuid(), gen_random_uuid())");
    assertThat(Long.parseLong(only("SELECT max(\"ID\") FROM conflictvisitmaps")))
        .isGreaterThanOrEqualTo(atLeast);
    assertThat(only("SELECT count(*) FROM conflictreport")).isEqualTo("3000");
    assertThat(
            database.ask(
                "SELECT attnames::text || rowfilter FROM pg_publication_tables WHERE pubname = 'of_maps'"))
        .containsExactly("{ID,VisitID,StatusFlag}(\"ID\" > 0)");
    database.execute(
        "REFRESH MATERIALIZED VIEW CONCURRENTLY mv_payer_conflicts_common",
        "REFRESH MATERIALIZED VIEW of_common");
  }

  @Test
  void whatIsInTheWayIsNamedAllAtOnceAndNothingIsChanged() throws Exception {
    database.execute(
        "CREATE UNIQUE INDEX theirs ON conflictvisitmaps (\"ReverseUUID\")",
        "CREATE TABLE notes (map int8 REFERENCES conflictvisitmaps, whole conflictvisitmaps)",
        "ALTER TABLE conflictvisitmaps ADD FOREIGN KEY (\"CONFLICTID\") REFERENCES conflicts",
        "ALTER TABLE conflictvisitmaps ADD CONSTRAINT open CHECK (\"StatusFlag\" <> 'X') NOT VALID",
        "CREATE RULE quiet AS ON DELETE TO conflictvisitmaps DO INSTEAD NOTHING",
        "CREATE FUNCTION counted() RETURNS int8 BEGIN ATOMIC SELECT count(*) FROM conflictvisitmaps; END",
        "CREATE PUBLICATION everything FOR ALL TABLES",
        "CREATE PUBLICATION of_maps FOR TABLE conflictvisitmaps",
        "UPDATE conflictvisitmaps SET \"VisitID\" = NULL WHERE \"ID\" = 7",
        "CLUSTER conflictvisitmaps USING conflictvisitmaps_pkey",
        "CREATE TABLE conflictvisitmaps_p1 (a int)",
        "CREATE VIEW by_key AS SELECT \"ID\", \"SSN\", count(*) FROM conflictvisitmaps GROUP BY \"ID\"");
    List<String> before = database.fingerprint("conflictvisitmaps", "settings", "pipeline_lock");

    Database.Migrated migrated = database.migrate("--partition", "4");

    assertThat(migrated.exitCode()).as(migrated.log()).isEqualTo(2);
    assertThat(migrated.log())
        .contains(
            "conflictvisitmaps cannot become 4 partition(s)",
            "the unique index theirs lacks 'VisitID'",
            "the foreign key notes_map_fkey of conflict_dev.notes",
            "DROP CONSTRAINT notes_map_fkey",
            "of conflict_dev.conflictvisitmaps",
            "the constraint open",
            "VALIDATE CONSTRAINT open",
            "the rule quiet",
            "function conflict_dev.counted() depends on",
            "column whole of table conflict_dev.notes depends on",
            "the publication everything is of all tables",
            "ALTER PUBLICATION of_maps SET (publish_via_partition_root = true)",
            "rows without 'VisitID'",
            "SET WITHOUT CLUSTER",
            "conflict_dev.conflictvisitmaps_p1 takes the name",
            "conflict_dev.by_key groups by the primary key of 'ID' alone");
    assertThat(database.fingerprint("conflictvisitmaps", "settings", "pipeline_lock"))
        .isEqualTo(before);
    assertThat(database.migrate("--unpartition").exitCode()).as("it is one table").isZero();
  }

  @Test
  void viewsThatCannotBeMadeToReadTheNewTableAreInTheWay() throws Exception {
    database.execute(
        "ALTER TABLE conflictvisitmaps OWNER TO partition_owner",
        "CREATE SCHEMA theirs",
        "GRANT USAGE ON SCHEMA theirs TO partition_owner",
        "CREATE VIEW theirs.report AS SELECT * FROM conflictvisitmaps",
        "ALTER VIEW theirs.report OWNER TO partition_owner",
        "CREATE SUBSCRIPTION fed CONNECTION 'dbname=elsewhere' PUBLICATION p WITH (connect = false)",
        "INSERT INTO pg_subscription_rel SELECT oid, 'conflictvisitmaps'::regclass, 'r', NULL FROM pg_subscription");
    try (Connection another = database.connect(Server.SUPERUSER);
        Statement statement = another.createStatement()) {
      statement.execute("CREATE TEMPORARY VIEW mine AS SELECT * FROM conflictvisitmaps");
      try (Connection owner = database.connect("partition_owner");
          PreparedStatement asking = owner.prepareStatement(OBSTACLES.sql())) {
        // As migrate asks, whose other steps need more than this role has.
        List<Object> values = OBSTACLES.bind(Map.of("partitions", 2L));
        for (int i = 0; i < values.size(); i++) {
          asking.setObject(i + 1, values.get(i));
        }
        List<String> reasons = new ArrayList<>();
        try (ResultSet found = asking.executeQuery()) {
          while (found.next()) {
            reasons.add(found.getString("reason") + ": " + found.getString("mend"));
          }
        }
        assertThat(String.join("\n", reasons))
            .contains(
                "the temporary view pg_temp_",
                "the role may not create in the schema theirs, where theirs.report is: GRANT CREATE ON SCHEMA theirs TO partition_owner",
                "the subscription fed writes to conflictvisitmaps: ALTER SUBSCRIPTION fed");
      }
    } finally {
      database.execute("ALTER SUBSCRIPTION fed SET (slot_name = NONE)", "DROP SUBSCRIPTION fed");
    }
  }

  @Test
  void moreLocksThanThereIsRoomForAreWarnedOf() throws Exception {
    Database.Migrated migrated = database.migrate("--partition", "16");

    assertThat(migrated.exitCode()).as(migrated.log()).isZero();
    assertThat(migrated.log())
        .contains(
            "will hold 112 locks", "room for 171 such at once", "max_locks_per_transaction = 112");
  }

  @Test
  void aKeyThatIsRenamedMeanwhileIsOfIdAloneAgain() throws Exception {
    succeeded("--partition", "2");
    database.execute("ALTER INDEX conflictvisitmaps_pkey RENAME TO renamed");
    succeeded("--partition", "3");
    database.execute("ALTER INDEX renamed RENAME TO renamed_again");
    succeeded("--unpartition");
    assertThat(
            only(
                "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'renamed_again'"))
        .isEqualTo("PRIMARY KEY (\"ID\")");
  }

  @Test
  void noRunMayBeUnderWay() throws Exception {
    database.execute(
        "UPDATE pipeline_lock SET run_id = 'manual__1', kept = TRUE, token = 7, heard_at = now()",
        "UPDATE settings SET \"InProgressFlag\" = 1");

    Database.Migrated migrated = database.migrate("--partition", "2");

    assertThat(migrated.exitCode()).as(migrated.log()).isEqualTo(3);
    assertThat(migrated.log()).contains("manual__1");
    assertThat(database.ask("SELECT relkind FROM pg_class WHERE relname = 'conflictvisitmaps'"))
        .containsExactly("r");
  }

  @Test
  void afterwardsTheTableIsTunedAndGrantedAsAPartitionedOne() throws Exception {
    succeeded("--partition", "3");
    Database.Migrated migrated =
        database.migrate("--tune-tables", "--with-history", "--grant-to", "partition_clerk");
    assertThat(migrated.exitCode()).as(migrated.log()).isZero();
    assertThat(migrated.resultDocument())
        .contains("\"indexes_made\" : 0", "\"storage_changed\" : 0", "\"triggers\" : 2");
    database.executeAs("partition_clerk", "VACUUM ANALYZE conflict_dev.conflictvisitmaps_p0");
    assertThat(
            only(
                "SELECT count(*) FROM pg_stat_all_tables WHERE relname = 'conflictvisitmaps_p0' AND last_vacuum IS NOT NULL"))
        .isEqualTo("1");
  }

  @Test
  void namedBothAreRefused() throws Exception {
    assertThat(database.migrate("--partition", "3", "--unpartition").exitCode()).isEqualTo(2);
    assertThat(database.migrate("--partition", "0").exitCode()).isEqualTo(2);
  }
}
