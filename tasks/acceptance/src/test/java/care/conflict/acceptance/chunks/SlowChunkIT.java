package care.conflict.acceptance.chunks;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.data.Parameters;
import care.conflict.acceptance.scenes.Chunks;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.worlds.WorldMaker;
import care.conflict.testing.Waiting;
import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who looks for a slow chunk finds it at work in the database, in the log, and its statements. */
class SlowChunkIT {

  private static final LocalDateTime NOW = LocalDateTime.parse("2026-05-02T10:00:00");

  private static Chunks planned;

  private Chunks chunks;
  private Database database;

  @BeforeAll
  static void makeThePlan() {
    planned = Chunks.planned(WorldMaker.make(43, 600, NOW, Parameters.DEFAULT), 3);
  }

  @BeforeEach
  void takeACopy() {
    chunks = planned.copy();
    database = chunks.database;
  }

  @AfterEach
  void dropIt() {
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

  private String waiting(String what) {
    return database.ask(
        "SELECT coalesce(max(answer), '0') FROM (SELECT CAST(%s AS text) AS answer".formatted(what)
            + " FROM pg_stat_activity"
            + " WHERE wait_event_type = 'Lock' AND datname = current_database()) waiting");
  }

  @Test
  void itsStatementsArePrintedFindByHandWhatItFindsAndLeaveNothingBehind() throws SQLException {
    String script = printed(chunks.chunk(1));
    assertThat(script.lines())
        .containsSubsequence(
            "BEGIN ISOLATION LEVEL REPEATABLE READ", "SET LOCAL TIME ZONE 'UTC'", "ROLLBACK")
        .containsSubsequence(
            "-- process_task02_chunk/stored_rows",
            "-- stored_detection/days",
            "-- detection/base_visits",
            "-- detection/pairs");
    String from = chunks.world.now().toLocalDate().minusYears(2).toString();
    assertThat(script.split("-- stored_detection/days", 2)[0]).contains(from);
    assertThat(script.split("-- stored_detection/visits_on_keys", 2)[1]).doesNotContain(from);

    Set<String> byHand = byHand(script);

    assertThat(chunks.state(1)).isEqualTo("pending");
    String ofItsRows =
        """
        SELECT count(*) FROM conflictvisitmaps c
        JOIN pipeline_chunk_keys k ON k.chunk_id = 1 AND k.visit_date = c."VisitDate" AND k.ssn IS NOT DISTINCT FROM c."SSN"
        WHERE least(c."VisitID", c."ConVisitID") || ' ' || greatest(c."VisitID", c."ConVisitID") IN ('%s')
        """
            .formatted(String.join("', '", byHand));
    String found = database.ask(ofItsRows);
    JsonNode result = Chunks.done(chunks.chunk(1));
    assertThat(result.at("/counts/pairs_read").asText()).isEqualTo(found).isNotEqualTo("0");
    assertThat(result.at("/counts/marked").asInt()).isPositive();
    assertThat(database.ask(ofItsRows + "AND \"UpdateFlag\" = 1 AND \"StatusFlag\" IN ('U', 'N')"))
        .isEqualTo("0");
  }

  @Test
  void thoseOfAllKeysFindByHandWhatThoseOfAllChunksFind() throws SQLException {
    Set<String> ofChunks = new HashSet<>();
    for (int id : chunks.ids()) {
      ofChunks.addAll(byHand(printed(chunks.chunk(id))));
    }
    assertThat(byHand(printed(chunks.allKeys()))).isNotEmpty().isEqualTo(ofChunks);
  }

  private static String printed(Command command) {
    Command.Finished finished = command.with("--print-sql").run();
    assertThat(finished.exitCode()).as(finished.output()).isZero();
    String beginning = "-- Which rows are looked at";
    assertThat(finished.output()).contains(beginning);
    return finished.output().substring(finished.output().indexOf(beginning));
  }

  /** The pairs that the whole script finds in the session of a person far away. */
  private Set<String> byHand(String script) throws SQLException {
    Set<String> pairs = new HashSet<>();
    try (Connection person = database.connect();
        Statement statement = person.createStatement()) {
      statement.execute("SET TIME ZONE 'America/New_York'");
      boolean rows = statement.execute(script);
      while (rows || statement.getUpdateCount() >= 0) {
        if (rows && statement.getResultSet().getMetaData().getColumnLabel(1).equals("a_visit_id")) {
          ResultSet found = statement.getResultSet();
          while (found.next()) {
            pairs.add(found.getString(1) + " " + found.getString(2));
          }
        }
        rows = statement.getMoreResults();
      }
      try (ResultSet left =
          statement.executeQuery(
              """
              SELECT to_regclass('pg_temp.stored_rows'), current_setting('TimeZone'),
                  NULLIF(current_setting('detection.window_from', TRUE), '')""")) {
        left.next();
        assertThat(left.getString(1)).isNull();
        assertThat(left.getString(2)).isEqualTo("America/New_York");
        assertThat(left.getString(3)).isNull();
      }
    }
    return pairs;
  }

  @Test
  void withoutAChunkNothingIsPrinted() {
    Command.Finished printed = chunks.task(Chunks.COMMAND).with("--print-sql").run();
    assertThat(printed.exitCode()).isEqualTo(2);
    assertThat(printed.output()).contains("CHUNK_ID");
  }
}
