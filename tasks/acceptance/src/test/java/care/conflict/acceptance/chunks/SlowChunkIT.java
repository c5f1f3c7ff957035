package care.conflict.acceptance.chunks;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.data.Parameters;
import care.conflict.acceptance.scenes.Chunks;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.worlds.WorldMaker;
import care.conflict.testing.Waiting;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who looks for a slow chunk finds it at work in the database, in the log, and its statements. */
class SlowChunkIT {

  private static final LocalDateTime NOW = LocalDateTime.parse("2026-05-02T10:00:00");

  private static Chunks chunks;
  private static Database database;

  @BeforeAll
  static void makeThePlan() {
    chunks = Chunks.planned(WorldMaker.make(43, 600, NOW, Parameters.DEFAULT), 3);
    database = chunks.database;
  }

  @AfterAll
  static void dropIt() {
    database.drop();
  }

  @Test
  void aChunkAtWorkIsNamedByItsConnectionsItsStatementsAndItsLog() throws SQLException {
    Command.Finished finished;
    try (Connection holding = database.connect();
        Statement statement = holding.createStatement()) {
      holding.setAutoCommit(false);
      statement.execute("LOCK TABLE conflictvisitmaps IN SHARE MODE");
      Command.Running running = chunks.chunk(2).start();
      Waiting.awaitTrue(() -> waiting("count(*)").equals("1"));

      assertThat(waiting("application_name")).matches("process_task02_chunk chunk=2 token=\\S+");
      assertThat(waiting("query"))
          .startsWith("/* process_task02_chunk.write run=" + Chunks.RUN + " chunk=2 */ ");
      assertThat(
              database.ask(
                  "SELECT bool_and(application_name LIKE 'process_task02_chunk chunk=2%')"
                      + " FROM pg_stat_activity WHERE datname = current_database()"
                      + " AND application_name LIKE 'process_task02_chunk%'"))
          .isEqualTo("t");

      holding.commit();
      finished = running.await();
    }
    assertThat(finished.exitCode()).isZero();
    assertThat(finished.output().lines().filter(line -> line.contains("event=done")))
        .isNotEmpty()
        .allMatch(line -> line.contains(" chunk=2 task=process_task02_chunk run=" + Chunks.RUN));
  }

  private static String waiting(String what) {
    return database.ask(
        "SELECT coalesce(max(answer), '0') FROM (SELECT CAST(%s AS text) AS answer".formatted(what)
            + " FROM pg_stat_activity"
            + " WHERE wait_event_type = 'Lock' AND datname = current_database()) waiting");
  }

  @Test
  void itsStatementsCanBePrintedAndRunByHandInOneSession() throws SQLException {
    Command.Finished printed = chunks.chunk(1).with("--print-sql").run();
    assertThat(printed.exitCode()).as(printed.output()).isZero();
    assertThat(printed.output()).contains("-- Excluded SSNs are not shown");
    String script = printed.output().substring(printed.output().indexOf("-- Excluded"));

    try (Connection byHand = database.connect();
        Statement statement = byHand.createStatement()) {
      statement.execute(script);
      try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM stored_rows")) {
        rows.next();
        assertThat(rows.getLong(1)).isPositive();
      }
    }
    assertThat(chunks.state(1)).isEqualTo("pending");
  }

  @Test
  void withoutAChunkNothingIsPrinted() {
    Command.Finished printed = chunks.task(Chunks.COMMAND).with("--print-sql").run();
    assertThat(printed.exitCode()).isEqualTo(2);
    assertThat(printed.output()).contains("CHUNK_ID");
  }
}
