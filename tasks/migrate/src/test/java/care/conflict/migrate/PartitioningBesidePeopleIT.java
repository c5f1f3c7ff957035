package care.conflict.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** conflictvisitmaps changes its form while people click: two rows, forty times a second. */
final class PartitioningBesidePeopleIT {
  private static final int ROWS = 20_000;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

  private final Database database;

  PartitioningBesidePeopleIT() throws Exception {
    database = Database.create();
    database.migrate("--with-operational-tables", "--tune-tables", "--with-history");
    database.execute(
        "INSERT INTO settings (\"InProgressFlag\") VALUES (0)",
        """
        INSERT INTO conflictvisitmaps ("CONFLICTID", "SSN", "VisitID", "ConVisitID", "VisitDate", "StatusFlag", "PName")
        SELECT i, '900000000', gen_random_uuid(), gen_random_uuid(), '2026-11-20', 'U', repeat('x', 200)
        FROM generate_series(1, %d) i"""
            .formatted(ROWS),
        "CREATE VIEW conflictreport AS SELECT * FROM conflictvisitmaps",
        // What a plain table has after the same clicks.
        "CREATE TABLE plain AS SELECT * FROM conflictvisitmaps",
        "CREATE UNIQUE INDEX ON plain (\"ID\")");
  }

  /** A person who clicks until told to stop; each click is made of the plain table, too. */
  private final class Person extends Thread {
    private final Random random = new Random(42);
    private final List<Throwable> failures = new ArrayList<>();
    private volatile boolean done;
    private int clicks;
    private long longestNanos;

    @Override
    public void run() {
      try (Connection connection = database.connect(Server.SUPERUSER);
          Statement statement = connection.createStatement()) {
        connection.setAutoCommit(false);
        while (!done) {
          long begun = System.nanoTime();
          click(statement);
          connection.commit();
          long took = System.nanoTime() - begun;
          longestNanos = Math.max(longestNanos, took);
          clicks++;
          LockSupport.parkNanos(PAUSE_NANOS - took);
        }
      } catch (SQLException | RuntimeException e) {
        failures.add(e);
      }
    }

    /** Mostly two rows get another status; sometimes one comes, goes, or becomes another pair. */
    private void click(Statement statement) throws SQLException {
      int first = 1 + random.nextInt(ROWS);
      int second = 1 + random.nextInt(ROWS);
      String sql =
          switch (clicks % 10) {
            case 7 -> "DELETE FROM %s WHERE \"ID\" = " + first;
            case 8 ->
                "UPDATE %s SET \"VisitID\" = md5('"
                    + clicks
                    + "')::uuid, \"StatusFlag\" = 'N' WHERE \"ID\" = "
                    + first;
            default ->
                "UPDATE %s SET \"StatusFlag\" = chr(65 + "
                    + clicks % 20
                    + "), \"LastUpdatedBy\" = '"
                    + clicks
                    + "' WHERE \"ID\" IN ("
                    + first
                    + ", "
                    + second
                    + ")";
          };
      statement.execute(sql.formatted("conflictvisitmaps"));
      statement.execute(sql.formatted("plain"));
      if (clicks % 10 == 9) {
        statement.execute(
            """
            WITH added AS (
                INSERT INTO conflictvisitmaps ("VisitID", "ConVisitID", "StatusFlag", "CreatedDate")
                VALUES (md5('%1$d')::uuid, gen_random_uuid(), 'U', now()) RETURNING *
            ) INSERT INTO plain SELECT * FROM added"""
                .formatted(clicks));
      }
    }

    void stopClicking() throws InterruptedException {
      done = true;
      join();
    }
  }

  @Test
  void noClickIsLostAndNoneWaitsForFiveSeconds() throws Exception {
    Person person = new Person();
    person.start();
    try {
      for (String[] options :
          new String[][] {
            {"--partition", "4"}, {"--partition", "3"}, {"--unpartition"}, {"--partition", "2"}
          }) {
        Database.Migrated migrated = database.migrate(options);
        assertThat(migrated.exitCode()).as(migrated.log()).isZero();
        System.out.println(
            migrated.log().lines().filter(it -> it.contains("takes its place")).toList());
      }
    } finally {
      person.stopClicking();
    }
    System.out.printf(
        "%d clicks, the longest %d ms%n", person.clicks, person.longestNanos / 1_000_000);
    assertThat(person.failures).isEmpty();
    assertThat(person.clicks).isGreaterThan(100);
    assertThat(TimeUnit.NANOSECONDS.toMillis(person.longestNanos)).isLessThan(5_000);
    isAsPlain();
  }

  private void isAsPlain() throws SQLException {
    String differences =
        """
        SELECT count(*) FROM (
            (SELECT m::text FROM %1$s m EXCEPT ALL SELECT p::text FROM %2$s p)
            UNION ALL (SELECT p::text FROM %2$s p EXCEPT ALL SELECT m::text FROM %1$s m)) d""";
    assertThat(database.ask(differences.formatted("conflictvisitmaps", "plain")))
        .containsExactly("0");
    assertThat(database.ask(differences.formatted("conflictreport", "plain"))).containsExactly("0");
    assertThat(
            database.ask(
                "SELECT nextval(pg_get_serial_sequence('conflictvisitmaps', 'ID')) > max(\"ID\") FROM conflictvisitmaps"))
        .containsExactly("t");
  }

  /** Somebody has the table open for long: nobody waits behind us, and in the end it is done. */
  @Test
  void whoHoldsTheTableForLongHoldsUpNobodyElse() throws Exception {
    Person person = new Person();
    try (Connection reader = database.connect(Server.SUPERUSER);
        Statement statement = reader.createStatement()) {
      reader.setAutoCommit(false);
      Thread letsGo =
          new Thread(
              () -> {
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(15));
                try {
                  reader.rollback();
                } catch (SQLException e) {
                  throw new IllegalStateException(e);
                }
              });
      statement.execute("SELECT count(*) FROM conflictreport");
      letsGo.start();
      person.start();
      Database.Migrated migrated = database.migrate("--partition", "2");
      assertThat(migrated.exitCode()).as(migrated.log()).isZero();
      assertThat(migrated.log()).contains("the table is in use");
      letsGo.join();
    } finally {
      person.stopClicking();
    }
    System.out.printf(
        "%d clicks, the longest %d ms%n", person.clicks, person.longestNanos / 1_000_000);
    assertThat(person.failures).isEmpty();
    assertThat(TimeUnit.NANOSECONDS.toMillis(person.longestNanos)).isLessThan(5_000);
    isAsPlain();
  }
}
