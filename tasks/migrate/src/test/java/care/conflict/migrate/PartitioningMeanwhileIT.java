package care.conflict.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.testing.Waiting;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What somebody does to conflictvisitmaps after it was copied and before the new table takes its
 * place: it is there afterwards, or the old table is.
 */
final class PartitioningMeanwhileIT {
  private static final Pattern UNDER_LOCK = Pattern.compile("rows_under_lock=(\\d+)");

  private Database database;

  @BeforeEach
  void makeTheTable() throws Exception {
    database = Database.create();
    database.migrate("--with-operational-tables", "--tune-tables");
    database.execute(
        "INSERT INTO settings (\"InProgressFlag\") VALUES (0)",
        """
        INSERT INTO conflictvisitmaps ("CONFLICTID", "VisitID", "ConVisitID", "StatusFlag")
        SELECT i, gen_random_uuid(), gen_random_uuid(), 'U' FROM generate_series(1, 3000) i""",
        """
        CREATE FUNCTION waits(id int8) RETURNS int8 IMMUTABLE LANGUAGE plpgsql AS
        'BEGIN PERFORM pg_advisory_xact_lock_shared(42); RETURN id; END'""",
        // Whoever holds that lock has all wait that comes after the rows are copied.
        "CREATE INDEX waits ON conflictvisitmaps (waits(\"ID\")) WHERE \"ID\" = 1");
  }

  /** The statements, each in a transaction of its own, while migrate has copied the rows. */
  private Database.Migrated meanwhile(String option, String... statements) throws Exception {
    try (Connection holder = database.connect(Server.SUPERUSER);
        Statement statement = holder.createStatement()) {
      statement.execute("SELECT pg_advisory_lock(42)");
      CompletableFuture<Database.Migrated> migrated = migrating(option);
      awaitOne(
          migrated, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted");
      database.execute(statements);
      statement.execute("SELECT pg_advisory_unlock(42)");
      return migrated.get();
    }
  }

  private CompletableFuture<Database.Migrated> migrating(String option) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return option.equals("--unpartition")
                ? database.migrate(option)
                : database.migrate("--partition", option);
          } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        });
  }

  private void awaitOne(CompletableFuture<Database.Migrated> migrated, String sql)
      throws Exception {
    while (!database.ask(sql).get(0).equals("1")) {
      assertThat(migrated).isNotDone();
      Waiting.pause(20);
    }
  }

  private void isStill(String partitions) throws SQLException {
    assertThat(
            database.ask(
                "SELECT count(*) FROM pg_partition_tree('conflictvisitmaps') WHERE isleaf AND level > 0"))
        .containsExactly(partitions);
    assertThat(
            database.ask(
                "SELECT count(*) FROM pg_trigger WHERE tgname IN ('pipeline_changes', 'pipeline_truncate')"))
        .containsExactly("0");
    assertThat(
            database.ask(
                "SELECT count(*) FROM pg_class WHERE relnamespace = to_regnamespace('conflict_dev_beside')"))
        .containsExactly("0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ENABLE TRIGGER USER", "ENABLE ALWAYS TRIGGER pipeline_changes"})
  void decisionsMadeWhileTriggersWereDisabledAreNotLost(String enabled) throws Exception {
    Database.Migrated migrated =
        meanwhile(
            "3",
            "ALTER TABLE conflictvisitmaps DISABLE TRIGGER USER",
            "UPDATE conflictvisitmaps SET \"StatusFlag\" = 'W' WHERE \"ID\" = 7",
            "ALTER TABLE conflictvisitmaps " + enabled);

    assertThat(migrated.exitCode()).as(migrated.log()).isEqualTo(1);
    assertThat(migrated.log())
        .contains(
            "conflictvisitmaps became another while it was copied: the trigger pipeline_changes of conflictvisitmaps",
            "Ask for its form again");
    isStill("0");
    assertThat(database.ask("SELECT \"StatusFlag\" FROM conflictvisitmaps WHERE \"ID\" = 7"))
        .containsExactly("W");
    assertThat(database.migrate("--partition", "3").exitCode()).isZero();
  }

  @Test
  void triggersDisabledOnOnePartitionAreNoticed() throws Exception {
    database.migrate("--partition", "2");
    Database.Migrated migrated =
        meanwhile(
            "3",
            "ALTER TABLE conflictvisitmaps_p1 DISABLE TRIGGER USER",
            "UPDATE conflictvisitmaps SET \"StatusFlag\" = 'W' WHERE \"ID\" > 1",
            "ALTER TABLE conflictvisitmaps_p1 ENABLE TRIGGER USER");

    assertThat(migrated.exitCode()).as(migrated.log()).isEqualTo(1);
    assertThat(migrated.log()).contains("the trigger pipeline_changes of conflictvisitmaps_p1");
    isStill("2");
  }

  @Test
  void aPartitionThatWasTruncatedIsNotFilledAgain() throws Exception {
    database.migrate("--partition", "2");
    Database.Migrated migrated = meanwhile("3", "TRUNCATE conflictvisitmaps_p1");

    assertThat(migrated.exitCode()).as(migrated.log()).isEqualTo(1);
    assertThat(migrated.log()).contains("while it was copied: it was truncated");
    isStill("2");
    assertThat(database.ask("SELECT count(DISTINCT tableoid) FROM conflictvisitmaps"))
        .containsExactly("1");
  }

  @Test
  void whatWasHungOnItIsNamedAndNotLost() throws Exception {
    Database.Migrated migrated =
        meanwhile(
            "2",
            """
            ALTER TABLE conflictvisitmaps ADD CONSTRAINT theirs CHECK ("StatusFlag" <> 'X'),
                ALTER "StatusFlag" SET NOT NULL, ALTER "SSN" SET DEFAULT '0', ALTER "PName" TYPE varchar(300),
                ADD COLUMN theirs int, SET (fillfactor = 61)""",
            "ALTER SEQUENCE \"conflictvisitmaps_ID_seq\" INCREMENT 2");

    assertThat(migrated.exitCode()).as(migrated.log()).isEqualTo(1);
    assertThat(migrated.log())
        .contains(
            "the column 'PName' of conflictvisitmaps",
            "the column 'SSN' of conflictvisitmaps",
            "the column 'StatusFlag' of conflictvisitmaps",
            "the constraint theirs of conflictvisitmaps",
            "the column theirs of conflictvisitmaps",
            "the sequence 'conflictvisitmaps_ID_seq'",
            "the table conflictvisitmaps");
    isStill("0");
    assertThat(database.migrate("--partition", "2").exitCode()).isZero();
    assertThat(
            database.ask(
                "SELECT count(*) FROM pg_constraint WHERE conname = 'theirs' AND coninhcount = 0"))
        .containsExactly("1");
  }

  @Test
  void whatIsInTheWayOnlyByThenIsNamedWithWhatMendsIt() throws Exception {
    Database.Migrated migrated =
        meanwhile(
            "2",
            "CREATE TABLE theirs (map int8 REFERENCES conflictvisitmaps)",
            "CREATE RULE quiet AS ON DELETE TO conflictvisitmaps DO INSTEAD NOTHING");

    assertThat(migrated.exitCode()).as(migrated.log()).isEqualTo(2);
    assertThat(migrated.log())
        .contains(
            "the foreign key theirs_map_fkey of conflict_dev.theirs",
            "the rule quiet",
            "ALTER TABLE conflict_dev.theirs DROP CONSTRAINT theirs_map_fkey");
    isStill("0");
  }

  @Test
  void whatIsTakenOverAsItIsByThenComesAlong() throws Exception {
    Database.Migrated migrated =
        meanwhile(
            "2",
            "GRANT SELECT (\"ID\") ON conflictvisitmaps TO PUBLIC",
            "CREATE FUNCTION theirs() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
            "CREATE TRIGGER theirs BEFORE INSERT ON conflictvisitmaps FOR EACH ROW EXECUTE FUNCTION theirs()",
            "CREATE POLICY theirs ON conflictvisitmaps USING (TRUE)",
            "CREATE VIEW report AS SELECT * FROM conflictvisitmaps",
            "CREATE INDEX theirs_too ON conflictvisitmaps (\"SSN\")",
            "CREATE MATERIALIZED VIEW new_view AS SELECT count(*) AS n FROM conflictvisitmaps");

    assertThat(migrated.exitCode()).as(migrated.log()).isZero();
    isStill("2");
    assertThat(
            database.ask(
                """
                SELECT concat((SELECT count(*) FROM pg_trigger WHERE tgname = 'theirs' AND tgparentid = 0),
                    (SELECT count(*) FROM pg_policy WHERE polname = 'theirs'), (SELECT count(*) FROM report),
                    ' ', (SELECT n FROM new_view), to_regclass('theirs_too') IS NOT NULL)"""))
        .containsExactly("113000 3000t");
  }

  /** Does the second while the new table waits for a lock that the first keeps from it. */
  private Database.Migrated beforeItTakesPlace(String first, String... second) throws Exception {
    return beforeItTakesPlace("conflictvisitmaps", first, second);
  }

  private Database.Migrated beforeItTakesPlace(String waitsFor, String first, String[] second)
      throws Exception {
    try (Connection holder = database.connect(Server.SUPERUSER);
        Connection other = database.connect(Server.SUPERUSER);
        Statement holding = holder.createStatement();
        Statement statement = other.createStatement()) {
      holding.execute("SELECT pg_advisory_lock(42)");
      CompletableFuture<Database.Migrated> migrated = migrating("2");
      awaitOne(
          migrated, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted");
      other.setAutoCommit(false);
      statement.execute(first);
      holding.execute("SELECT pg_advisory_unlock(42)");
      awaitOne(
          migrated,
          """
          SELECT count(*) FROM pg_locks WHERE relation = '%s'::regclass
              AND mode = 'AccessExclusiveLock' AND NOT granted"""
              .formatted(waitsFor));
      for (String sql : second) {
        statement.execute(sql);
      }
      other.commit();
      return migrated.get();
    }
  }

  @Test
  void aGrantOnAColumnThatIsWithdrawnAfterItWasTakenOverIsNotGivenAgain() throws Exception {
    database.execute("GRANT SELECT (\"ID\") ON conflictvisitmaps TO PUBLIC");

    Database.Migrated migrated =
        beforeItTakesPlace(
            "LOCK TABLE conflictvisitmaps IN ACCESS SHARE MODE",
            "REVOKE SELECT (\"ID\") ON conflictvisitmaps FROM PUBLIC");

    assertThat(migrated.exitCode()).as(migrated.log()).isZero();
    assertThat(
            database.ask(
                """
                SELECT count(*) FROM pg_attribute
                WHERE attrelid = 'conflictvisitmaps'::regclass AND attacl IS NOT NULL"""))
        .containsExactly("0");
  }

  /** One who takes an id without a row, and has not told it to anybody yet. */
  @Test
  void noIdIsHandedOutTwice() throws Exception {
    Database.Migrated migrated =
        beforeItTakesPlace(
            "\"conflictvisitmaps_ID_seq\"",
            "DO $$ BEGIN PERFORM setval('\"conflictvisitmaps_ID_seq\"', 7000); END $$",
            new String[] {
              "CREATE TABLE taken AS SELECT nextval('\"conflictvisitmaps_ID_seq\"') AS id"
            });

    assertThat(migrated.exitCode()).as(migrated.log()).isZero();
    assertThat(database.ask("SELECT id FROM taken")).containsExactly("7001");
    assertThat(database.ask("SELECT nextval('\"conflictvisitmaps_ID_seq\"') > id FROM taken"))
        .containsExactly("t");
  }

  /** Of before the rows were copied: it would find the new table empty. */
  @Test
  void whoSeesWhatWasThereBeforeIsWaitedFor() throws Exception {
    try (Connection reader = database.connect(Server.SUPERUSER);
        Statement statement = reader.createStatement()) {
      reader.setAutoCommit(false);
      reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      statement.execute("SELECT FROM settings");
      CompletableFuture<Database.Migrated> migrated = migrating("2");
      awaitOne(
          migrated,
          """
          SELECT count(*) FROM pg_stat_activity
          WHERE query LIKE '%migrate.take_place%backend_xmin%' AND pid <> pg_backend_pid()""");
      try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM conflictvisitmaps")) {
        rows.next();
        assertThat(rows.getInt(1)).isEqualTo(3000);
      }
      reader.commit();
      assertThat(migrated.get().exitCode()).as(migrated.get().log()).isZero();
      assertThat(migrated.get().log()).contains("event=older snapshots", "the table is in use");
    }
    isStill("2");
  }

  /** Who waits behind the lock does not wait for what a large transaction left. */
  @Test
  void manyRowsAreNotCopiedUnderTheLock() throws Exception {
    Database.Migrated migrated =
        beforeItTakesPlace("UPDATE conflictvisitmaps SET \"StatusFlag\" = 'W' WHERE \"ID\" > 1");

    assertThat(migrated.exitCode()).as(migrated.log()).isZero();
    Matcher underLock = UNDER_LOCK.matcher(migrated.log());
    assertThat(underLock.find()).as(migrated.log()).isTrue();
    assertThat(Long.parseLong(underLock.group(1))).isLessThanOrEqualTo(500);
    assertThat(migrated.log()).contains("rows_to_copy_first=2999");
    assertThat(database.ask("SELECT count(*) FROM conflictvisitmaps WHERE \"StatusFlag\" = 'W'"))
        .containsExactly("2999");
  }
}
