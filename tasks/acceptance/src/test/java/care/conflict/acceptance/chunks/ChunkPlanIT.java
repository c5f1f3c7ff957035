package care.conflict.acceptance.chunks;

import static care.conflict.acceptance.scenes.Operations.ended;
import static care.conflict.acceptance.scenes.Operations.message;
import static care.conflict.acceptance.scenes.Operations.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.data.Rows;
import care.conflict.acceptance.data.World;
import care.conflict.acceptance.scenes.Operations;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.stage.Json;
import care.conflict.acceptance.worlds.Chance;
import care.conflict.acceptance.worlds.WorldMaker;
import care.conflict.testing.Checkout;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The plan of chunks: cut as a naive plan is, kept in the ledger and the file. */
class ChunkPlanIT {
  private static final String COMMAND = "get_task02_chunks";
  private static final String NOW = "2026-05-02T10:00:00";
  private static final LocalDate FROM = LocalDate.parse("2024-05-02");
  private static final LocalDate TO = LocalDate.parse("2026-06-16");

  @TempDir private Path folder;
  private final Database database = Database.create();

  /** A key; people without an SSN come last. */
  private record Key(LocalDate date, String ssn) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      return Comparator.comparing(Key::date)
          .thenComparing(Key::ssn, Comparator.nullsLast(Comparator.naturalOrder()))
          .compare(this, other);
    }
  }

  /** Chunk after chunk, each a list of keys with their rows, as text. */
  private record Plan(List<List<String>> chunks, List<Long> rows) {}

  private Command command(String run, String... options) {
    return new Command(COMMAND, folder)
        .env(database.environment())
        .with("--run-id=" + run)
        .with("--now=" + NOW)
        .with(List.of(options));
  }

  private JsonNode file() throws IOException {
    return Json.read(Files.readString(folder.resolve("task02_chunks.json")));
  }

  /** Stores rows at random keys, some of which have many; returns those to be planned. */
  private Map<Key, Long> store(long seed) {
    Chance chance = new Chance(seed);
    Map<Key, Long> keys = new TreeMap<>();
    List<Map<String, String>> rows = new ArrayList<>();
    List<LocalDate> dates =
        List.of(
            FROM, TO, FROM.minusDays(1), TO.plusDays(1), FROM.plusDays(400), FROM.plusDays(401));
    for (int i = 0; i < 120; i++) {
      LocalDate date = dates.get(chance.below(dates.size()));
      // Locales put hyphens and spaces elsewhere than bytes do.
      String ssn =
          chance.percent(5) ? null : chance.one("900-", "900", "-90", " 90") + chance.below(30);
      int more = chance.percent(5) ? 60 : chance.below(6);
      for (int row = 0; row < more; row++) {
        boolean conflict = chance.percent(90);
        rows.add(
            Rows.row(
                "CONFLICTID",
                conflict ? "" + (1 + chance.below(1000)) : null,
                "VisitDate",
                date.toString(),
                "SSN",
                ssn,
                "VisitID",
                new UUID(seed, rows.size()).toString(),
                "StatusFlag",
                chance.one("N", "W", "R", "D")));
        if (conflict && !date.isBefore(FROM) && !date.isAfter(TO)) {
          keys.merge(new Key(date, ssn), 1L, Long::sum);
        }
      }
    }
    World world = World.empty(LocalDateTime.parse(NOW));
    WorldMaker.settings(world);
    world.storeRows("conflictvisitmaps").addAll(rows);
    rows.forEach(row -> row.put("ID", "" + (rows.indexOf(row) + 1)));
    database.load(world);
    return keys;
  }

  /** Key by key: is there still room in the last chunk? */
  private static Plan naive(Map<Key, Long> keys, long target, long most, int mostKeys) {
    List<List<String>> chunks = new ArrayList<>();
    List<Long> rows = new ArrayList<>();
    for (Map.Entry<Key, Long> key : keys.entrySet()) {
      int last = chunks.size() - 1;
      boolean room =
          last >= 0
              && rows.get(last) < target
              && rows.get(last) + key.getValue() <= most
              && chunks.get(last).size() < mostKeys;
      if (!room) {
        chunks.add(new ArrayList<>());
        rows.add(0L);
        last++;
      }
      Key it = key.getKey();
      chunks.get(last).add(it.date() + " " + it.ssn() + " " + key.getValue());
      rows.set(last, rows.get(last) + key.getValue());
    }
    return new Plan(chunks, rows);
  }

  private List<String> keysOf(int chunk) {
    String keys =
        database.ask(
            """
            SELECT string_agg(concat_ws(' ', visit_date, coalesce(ssn, 'null'), rows), '|'
                ORDER BY visit_date, ssn COLLATE "C" NULLS LAST)
            FROM pipeline_chunk_keys WHERE run_id = 'run' AND chunk_id = %d"""
                .formatted(chunk));
    return List.of(keys.split("\\|"));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 10, 50, 1000",
    "2, 30, 30, 1000",
    "3, 40, 70, 3",
    "4, 1, 1, 1",
    "5, 100000, 100000, 7",
    "6, 20, 40, 1000",
    "7, 59, 60, 10",
    "8, 5, 1000, 1000"
  })
  void thePlanIsTheNaiveOneInLedgerFileResultAndLastLine(
      long seed, long target, long most, int mostKeys) throws IOException {
    Map<Key, Long> keys = store(seed);
    Plan expected = naive(keys, target, most, mostKeys);
    Command.Finished finished =
        command(
                "run",
                "--target-chunk-size=" + target,
                "--max-chunk-size=" + most,
                "--max-keys-per-chunk=" + mostKeys)
            .run();
    JsonNode result = succeeded(finished);

    JsonNode chunks = file().get("chunks");
    assertThat(chunks).hasSameSizeAs(expected.chunks());
    for (int i = 0; i < expected.chunks().size(); i++) {
      List<String> planned = expected.chunks().get(i);
      JsonNode chunk = chunks.get(i);
      assertThat(keysOf(i + 1)).isEqualTo(planned);
      assertThat(chunk.get("id").asInt()).isEqualTo(i + 1);
      assertThat(chunk.get("rows").asLong()).isEqualTo(expected.rows().get(i));
      assertThat(chunk.get("keys").asInt()).isEqualTo(planned.size());
      assertThat(chunk.get("first_date").asText()).isEqualTo(planned.get(0).substring(0, 10));
    }
    assertThat(result.at("/details/chunk_ids")).hasSameSizeAs(expected.chunks());
    assertThat(result.at("/counts/chunks").asInt()).isEqualTo(expected.chunks().size());
    assertThat(result.at("/counts/keys").asInt()).isEqualTo(keys.size());
    assertThat(result.at("/counts/rows").asLong())
        .isEqualTo(keys.values().stream().mapToLong(Long::longValue).sum());
    assertThat(file().get("window_from").asText()).isEqualTo(FROM.toString());
    assertThat(file().get("window_to").asText()).isEqualTo(TO.toString());
  }

  @Test
  void theFileHasNoSsn() throws IOException {
    store(1);
    Command.Finished finished = command("run").run();
    succeeded(finished);
    assertThat(finished.everything() + file()).doesNotContain("900-");
  }

  @Test
  void noRowsAreNoChunksAndASuccess() throws IOException {
    database.execute("INSERT INTO settings (\"InProgressFlag\") VALUES (0)");
    JsonNode result = succeeded(command("run").run());
    assertThat(result.at("/counts/chunks").asInt(-1)).isZero();
    assertThat(file().get("chunks")).isEmpty();
  }

  @Test
  void planningAgainReplacesThePlanAndWhatItsChunksHadComeTo() throws IOException {
    store(2);
    succeeded(command("run", "--target-chunk-size=10", "--max-chunk-size=20").run());
    int before = file().get("chunks").size();
    database.execute("UPDATE pipeline_chunks SET state = 'done'");
    succeeded(command("run").run());
    assertThat(file().get("chunks").size()).isLessThan(before);
    assertThat(
            database.ask(
                "SELECT count(*) || ' ' || min(state) || ' ' || max(state) FROM pipeline_chunks"))
        .isEqualTo(file().get("chunks").size() + " pending pending");
    assertThat(
            database.ask(
                "SELECT to_char(max(planned_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') FROM pipeline_chunks"))
        .isEqualTo(file().get("made_at").asText());
  }

  @Test
  void theQueryOfTheOperatorsGuideShowsEveryChunkOfTheLastRun() throws IOException {
    store(5);
    succeeded(command("before", "--target-chunk-size=10", "--max-chunk-size=20").run());
    succeeded(command("run", "--target-chunk-size=30", "--max-chunk-size=60").run());
    String guide = Files.readString(Checkout.root().resolve("docs/operating.md"));
    int begin = guide.indexOf("```sql\nSELECT chunk_id, state") + "```sql\n".length();
    String query = guide.substring(begin, guide.indexOf(";\n```", begin));
    String shown =
        "SELECT concat_ws(' ', count(*), sum(rows), string_agg(DISTINCT state, ',')) FROM (%s) q";
    assertThat(database.ask(shown.formatted(query)))
        .isEqualTo(file().get("chunks").size() + " " + file().get("rows").asText() + " pending");
  }

  @Test
  void whileAnotherRunHoldsTheLockNothingIsPlanned() {
    store(3);
    Command acquire =
        new Command("run_lock", folder)
            .env(database.environment())
            .with(List.of("acquire", "--run-id=other"));
    assertThat(acquire.run().exitCode()).isZero();
    assertThat(message(ended(3, command("run").run()))).contains("held by other");
    assertThat(database.ask("SELECT count(*) FROM pipeline_chunks")).isEqualTo("0");
    assertThat(folder.resolve("task02_chunks.json")).doesNotExist();
  }

  @Test
  void theSummaryAddsUpWhatTheLedgerSaysAndFailsForNoChunk() throws IOException {
    store(4);
    succeeded(command("run", "--target-chunk-size=10", "--max-chunk-size=20").run());
    database.execute(
        """
        UPDATE pipeline_chunks SET state = CASE chunk_id WHEN 2 THEN 'failed' WHEN 3 THEN 'running' ELSE 'done' END,
            started_at = now(), ended_at = CASE WHEN chunk_id <> 3 THEN now() + chunk_id * interval '1 s' END,
            updated = chunk_id, repaired = 1, unchanged = 2, marked = 3""");
    Files.writeString(
        folder.resolve("process_task02_chunk_2.json"),
        "{\"status\": \"failed\", \"error\": {\"message\": \"lock timeout (55P03)\", \"step\": null, \"advice\": \"\"}}");
    int chunks = file().get("chunks").size();
    Command.Finished finished =
        new Command("summarize_task02_chunks", folder)
            .env(database.environment())
            .with("--run-id=run")
            .run();
    JsonNode result = succeeded(finished);
    assertThat(result.at("/counts/chunks").asInt()).isEqualTo(chunks);
    assertThat(result.at("/counts/done").asInt()).isEqualTo(chunks - 2);
    assertThat(result.at("/counts/rows").asLong()).isEqualTo(file().get("rows").asLong());
    assertThat(result.at("/details/slowest/0/chunk").asInt()).isEqualTo(chunks);
    assertThat(result.at("/details/failed").toString()).isEqualTo("[2]");
    assertThat(result.at("/details/seconds").asDouble()).isEqualTo(chunks);
    assertThat(finished.output())
        .contains("Chunks that are not done", "failed: lock timeout (55P03)", "chunk 3");
    String report = Files.readString(folder.resolve("report.html"));
    assertThat(report)
        .contains("<title>The run failed")
        .contains("What is done stays: " + (chunks - 2) + " of " + chunks + " chunks")
        .containsSubsequence("Chunks that are not done", "chunk 2, failed: lock timeout (55P03)")
        .contains("Written by summarize_task02_chunks");
    assertThat(Files.readString(folder.resolve("report.txt"))).contains("The run failed");
    assertThat(result.at("/details/report").asText()).endsWith("report.html");
    assertThat(Operations.warnings(result)).contains("2 of " + chunks + " chunk(s) not done: 2, 3");
  }
}
