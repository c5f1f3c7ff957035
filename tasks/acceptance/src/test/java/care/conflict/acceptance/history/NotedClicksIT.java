package care.conflict.acceptance.history;

import static care.conflict.acceptance.scenes.Operations.ended;
import static care.conflict.acceptance.scenes.Operations.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.CronJobs;
import care.conflict.acceptance.stage.Database;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people do is noted, whoever else is at work on the history. */
class NotedClicksIT {
  private static final int ROWS = 200;
  private static final String NOTED = "SELECT count(*) FROM pipeline_history WHERE what = 'edited'";

  @TempDir private Path folder;
  private final Database database = Database.create();

  @BeforeEach
  void storeSomeRows() {
    database.execute(
        """
        INSERT INTO conflictvisitmaps ("ID", "VisitID", "ConVisitID", "StatusFlag") OVERRIDING SYSTEM VALUE
        SELECT g, gen_random_uuid(), gen_random_uuid(), 'U' FROM generate_series(1, %d) g"""
            .formatted(ROWS));
  }

  /** As a dump does, or a report that counts the trends. */
  @Test
  void noneIsLostWhileMonthsAreMadeAndDroppedBehindSomebodyWhoReads() throws Exception {
    succeeded(migrate("postgres", "--with-history"));
    database.execute(
        """
        INSERT INTO pipeline_history (happened_at, who, what, changes) VALUES ('2024-01-05Z', 'pipeline', 'changed', '{}')""");
    assertThat(clicksBehindAReader("made")).isEqualTo(noted());
    database.execute(
        "UPDATE conflictvisitmaps SET \"StatusFlag\" = 'U'; TRUNCATE pipeline_history");
    database.execute(
        """
        INSERT INTO pipeline_history (happened_at, who, what, changes) VALUES ('2024-01-05Z', 'pipeline', 'changed', '{}')""");
    assertThat(clicksBehindAReader("dropped", "--drop-history-before=2024-02")).isEqualTo(noted());
  }

  private long noted() {
    return Long.parseLong(database.ask(NOTED));
  }

  /** Returns how many were made until migrate was done. */
  private long clicksBehindAReader(String what, String... options) throws Exception {
    CompletableFuture<Command.Finished> migrated;
    long clicks = 0;
    try (Connection other = database.connect();
        Statement reading = other.createStatement()) {
      other.setAutoCommit(false);
      reading.execute("SELECT count(*) FROM pipeline_history");
      migrated = CompletableFuture.supplyAsync(() -> migrate("postgres", options));
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(9);
      while (System.nanoTime() < end) {
        click(++clicks);
        Thread.sleep(100);
      }
      assertThat(migrated).as("it waits for who reads").isNotDone();
    }
    assertThat(succeeded(migrated.get(1, TimeUnit.MINUTES)).at("/counts/months_" + what).asInt())
        .isEqualTo(1);
    return clicks;
  }

  private void click(long row) {
    database.execute("UPDATE conflictvisitmaps SET \"StatusFlag\" = 'W' WHERE \"ID\" = " + row);
  }

  @Test
  void whoMayPutTheTriggersThereMayTakeThemOff() {
    CronJobs.execute("CREATE ROLE installer LOGIN PASSWORD 'of-no-use'");
    try {
      installs();
    } finally {
      database.execute("DROP OWNED BY installer CASCADE");
      CronJobs.execute("DROP ROLE installer");
    }
  }

  private void installs() {
    database.execute(
        """
        GRANT USAGE, CREATE ON SCHEMA conflict_dev TO installer;
        GRANT SELECT ON ALL TABLES IN SCHEMA conflict_dev TO installer;
        GRANT TRIGGER ON conflicts, conflictvisitmaps TO installer""");
    assertThat(ended(2, migrate("installer", "--with-history")).toString())
        .as("no click fails by it, so nobody would notice")
        .contains("permission denied for table pipeline_history", "--grant-to");
    click(1);
    assertThat(noted()).isZero();

    database.execute(
        """
        GRANT SELECT, INSERT ON pipeline_history TO installer;
        GRANT USAGE ON SEQUENCE pipeline_history_event_id TO installer""");
    succeeded(migrate("installer", "--with-history"));
    click(2);
    assertThat(noted()).isEqualTo(1);
    succeeded(migrate("installer", "--without-history"));
    click(3);
    assertThat(noted()).isEqualTo(1);
    assertThat(database.ask("SELECT count(*) FROM pg_trigger WHERE tgname = 'pipeline_history'"))
        .isEqualTo("0");
  }

  private Command.Finished migrate(String user, String... options) {
    return new Command("migrate", folder.resolve(user))
        .env(database.environment())
        .env(Map.of("POSTGRES_USER", user))
        .with(List.of(options))
        .run();
  }
}
