package care.conflict.acceptance.chunks;

import static care.conflict.acceptance.scenes.Operations.ended;
import static care.conflict.acceptance.scenes.Operations.message;
import static care.conflict.acceptance.scenes.Operations.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.data.Contents;
import care.conflict.acceptance.data.Parameters;
import care.conflict.acceptance.oracle.Expected;
import care.conflict.acceptance.oracle.NaiveStoredDetection;
import care.conflict.acceptance.scenes.Chunks;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.worlds.WorldMaker;
import care.conflict.testing.Waiting;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One chunk: done once, failed without a trace, over what has changed since it was planned. */
class ChunkIT {

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
  void aDoneChunkIsSkippedAndAnotherIsNotTouched() {
    JsonNode first = Chunks.done(chunks.chunk(1));
    assertThat(first.at("/counts/updated").asInt()).isPositive();
    assertThat(first.at("/counts/marked").asInt()).isPositive();
    assertThat(chunks.state(1)).isEqualTo("done");
    assertThat(chunks.state(2)).isEqualTo("pending");
    assertThat(
            database.ask(
                """
                SELECT count(*) FROM conflictvisitmaps c JOIN pipeline_chunk_keys k
                    ON k.visit_date = c."VisitDate" AND k.ssn = c."SSN"
                WHERE c."UpdatedDate" > now() AT TIME ZONE 'UTC' - interval '1 hour' AND k.chunk_id <> 1
                """))
        .as("rows on the keys of other chunks that are not moved there")
        .isEqualTo(moved());
    String before = database.fingerprint();

    JsonNode again = succeeded(chunks.chunk(1).run());

    assertThat(again.get("status").asText()).isEqualTo("skipped");
    assertThat(database.fingerprint()).isEqualTo(before);
  }

  /** Rows whose visits meet on another key now than they did when the plan was made. */
  private String moved() {
    return database.ask(
        """
        SELECT count(*) FROM conflictvisitmaps c JOIN pipeline_chunk_keys k
            ON k.visit_date = c."VisitDate" AND k.ssn = c."SSN"
        WHERE k.chunk_id <> 1 AND c."ID" IN (%s)"""
            .formatted(
                planned.database.ask(
                    """
                    SELECT coalesce(string_agg(c."ID"::text, ','), '0') FROM conflictvisitmaps c
                    JOIN pipeline_chunk_keys k ON k.visit_date = c."VisitDate" AND k.ssn = c."SSN"
                    WHERE k.chunk_id = 1""")));
  }

  @Test
  void ofTwoWorkersWithTheSameChunkOneDoesIt() throws SQLException {
    try (Connection holding = database.connect();
        Statement statement = holding.createStatement()) {
      holding.setAutoCommit(false);
      statement.execute("LOCK TABLE conflictvisitmaps IN SHARE MODE");
      Command.Running first = chunks.chunk(2).start();
      awaitWaiting(1);
      Command.Running second = chunks.chunk(2).start();
      awaitWaiting(2);
      holding.commit();
      Command.Finished done = first.await();
      Command.Finished skipped = second.await();
      assertThat(List.of(done.exitCode(), skipped.exitCode())).containsExactly(0, 0);
      assertThat(done.output() + skipped.output())
          .containsOnlyOnce("event=end status=success")
          .containsOnlyOnce("event=end status=skipped");
    }
    assertThat(chunks.state(2)).isEqualTo("done");
    assertThat(database.ask("SELECT count(*) FROM pipeline_chunks WHERE state = 'done'"))
        .isEqualTo("1");
  }

  @Test
  void aChunkThatIsToldToStopLeavesNothingAndCanBeDoneAgain() throws SQLException {
    String before = database.fingerprint();
    try (Connection holding = database.connect();
        Statement statement = holding.createStatement()) {
      holding.setAutoCommit(false);
      statement.execute("LOCK TABLE conflictvisitmaps IN SHARE MODE");
      Command.Running running = chunks.chunk(1).start();
      awaitWaiting(1);
      running.process().destroy();
      JsonNode result = ended(143, running.await(60));
      assertThat(result.get("status").asText()).isEqualTo("interrupted");
      holding.rollback();
    }
    assertThat(chunks.state(1)).isEqualTo("failed");
    assertThat(database.fingerprint()).isEqualTo(before);
    Chunks.done(chunks.chunk(1));
    assertThat(chunks.state(1)).isEqualTo("done");
  }

  private void awaitWaiting(int statements) {
    String waiting =
        "SELECT count(*) FROM pg_stat_activity"
            + " WHERE wait_event_type = 'Lock' AND datname = current_database()";
    Waiting.awaitTrue(() -> database.ask(waiting).equals(Integer.toString(statements)));
  }

  @Test
  void aChunkThatFailedLeavesNoMarkAndIsDoneWhenItIsRunAgain() {
    database.execute(
        """
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          RAISE EXCEPTION 'no marks today';
        END $$;
        CREATE TRIGGER refuse BEFORE UPDATE ON conflictvisitmaps
        FOR EACH ROW WHEN (NEW."UpdateFlag" = 1) EXECUTE FUNCTION refuse()""");
    String before = database.fingerprint();

    JsonNode failed = ended(1, chunks.chunk(1).run());

    assertThat(database.fingerprint()).isEqualTo(before);
    assertThat(chunks.state(1)).isEqualTo("failed");
    assertThat(failed.get("counts").has("updated")).as("what was rolled back counts").isFalse();

    database.execute("DROP TRIGGER refuse ON conflictvisitmaps");
    JsonNode again = Chunks.done(chunks.chunk(1));
    assertThat(again.at("/counts/marked").asInt()).isPositive();
    assertThat(chunks.state(1)).isEqualTo("done");
  }

  @Test
  void whatChangedSinceThePlanIsFoundWhereItIsNow() {
    String live = live();
    String visits = "(SELECT \"VisitID\" FROM conflictvisitmaps WHERE %s)".formatted(live);
    String others = "(SELECT \"ConVisitID\" FROM conflictvisitmaps WHERE %s)".formatted(live);
    database.execute(
        """
        UPDATE analytics_dev.factvisitcallperformance_cr SET "Visit Date" = "Visit Date" + interval '1 day'
        WHERE replace(lower("Visit Id"), '-', '') IN (replace(%s::text, '-', ''), replace(%s::text, '-', ''))"""
            .formatted(visits, others));
    database.execute(
        """
        DELETE FROM conflictvisitmaps WHERE "ID" =
            (SELECT max("ID") FROM conflictvisitmaps WHERE NOT (%s))"""
            .formatted(live));
    String planned = database.ask("SELECT \"VisitDate\" + 1 FROM conflictvisitmaps WHERE " + live);

    for (int id : chunks.ids()) {
      Chunks.done(chunks.chunk(id));
    }

    assertThat(database.ask("SELECT \"VisitDate\" FROM conflictvisitmaps WHERE " + live))
        .isEqualTo(planned);
    assertThat(
            database.ask(
                "SELECT \"StatusFlag\" || coalesce(\"UpdateFlag\", 0) FROM conflictvisitmaps WHERE "
                    + live))
        .isEqualTo("U0");
  }

  /** A stored row, in words, that a chunk finds again: new, with a conflict and no mark. */
  private String live() {
    Expected expected = NaiveStoredDetection.run(chunks.world, Parameters.DEFAULT);
    return expected.contents().maps().values().stream()
        .filter(row -> "U".equals(row.get("StatusFlag")) && row.get("CONFLICTID") != null)
        .filter(row -> Contents.NOW.equals(row.get("UpdatedDate")))
        .map(row -> "\"ID\" = " + row.get("ID"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void withoutAPlanOfThisRunNothingIsDone() throws IOException {
    String before = database.fingerprint();
    String plan = Files.readString(chunks.planFile());

    assertThat(refused(99)).contains("has no chunk 99");
    Files.writeString(chunks.planFile(), plan.substring(0, plan.length() / 2));
    assertThat(refused(1)).contains("is damaged");
    Files.writeString(chunks.planFile(), plan.replace('"' + Chunks.RUN + '"', "\"another\""));
    assertThat(refused(1)).contains("is the plan of run another");
    Files.writeString(
        chunks.planFile(), plan.replaceFirst("(\"made_at\"\\s*:\\s*\")20", "$1" + 19));
    assertThat(refused(1)).contains("is not the one that was made last");
    Files.delete(chunks.planFile());
    assertThat(refused(1)).contains("is not there");

    Files.writeString(chunks.planFile(), plan);
    database.execute("DELETE FROM pipeline_chunks");
    assertThat(refused(1)).contains("has no chunk 1 in its ledger");
    assertThat(database.fingerprint()).isEqualTo(before);
  }

  private String refused(int chunk) {
    JsonNode result = ended(2, chunks.chunk(chunk).run());
    assertThat(result.at("/error/advice").asText()).contains("Run get_task02_chunks again");
    return message(result);
  }
}
