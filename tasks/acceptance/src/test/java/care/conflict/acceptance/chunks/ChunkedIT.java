package care.conflict.acceptance.chunks;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.data.Canonical;
import care.conflict.acceptance.data.Comparison;
import care.conflict.acceptance.data.Contents;
import care.conflict.acceptance.data.Parameters;
import care.conflict.acceptance.data.World;
import care.conflict.acceptance.oracle.Expected;
import care.conflict.acceptance.oracle.NaiveDetection;
import care.conflict.acceptance.oracle.NaiveStoredDetection;
import care.conflict.acceptance.proxies.Statements;
import care.conflict.acceptance.scenes.Chunks;
import care.conflict.acceptance.scenes.Scene;
import care.conflict.acceptance.scenes.Workers;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.stage.StoreReader;
import care.conflict.acceptance.worlds.WorldMaker;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Chunked detection over a generated world, by any number of workers, as the naive one. */
@Tag("crash")
class ChunkedIT {

  private static final LocalDateTime NOW = LocalDateTime.parse("2026-03-14T05:30:15");
  private static final int CHUNKS = 8;
  private static final int MOST = 16;

  private static Chunks planned;
  private static Chunks finely;
  private static Expected expected;

  @BeforeAll
  static void makeThePlan() {
    World world = WorldMaker.make(20_261_122, 2_000, NOW, Parameters.DEFAULT);
    makeOneWithAnIdThatIsNone(world);
    planned = Chunks.planned(world, CHUNKS);
    finely = planned.copy();
    finely.plan("--max-keys-per-chunk=" + (1 + keys(finely) / MOST));
    assertThat(finely.count()).isGreaterThan(MOST - 2);
    expected = NaiveStoredDetection.run(world, Parameters.DEFAULT);
    assertThat(planned.count()).isGreaterThan(5);
    for (String what : List.of("updated", "repaired", "unchanged", "marked")) {
      assertThat(expected.counts().get(what)).as(what).isPositive();
    }
  }

  /** A stored pair is still a conflict, but its visit has an office now that is no id. */
  private static void makeOneWithAnIdThatIsNone(World world) {
    Set<String> stored = new HashSet<>();
    Contents.of(world).maps().keySet().forEach(pair -> stored.add(pair.first()));
    String visit =
        NaiveDetection.allPairs(world, Parameters.DEFAULT).stream()
            .map(pair -> pair.first().id())
            .filter(stored::contains)
            .findFirst()
            .orElseThrow();
    world.warehouseRows(World.FACT).stream()
        .filter(row -> visit.equals(Canonical.uuid(row.get("Visit Id"))))
        .forEach(row -> row.put("Office Id", "office-7"));
  }

  /** Five runs, and with -Dcrash=all fifty; a deadlock would end one of the workers. */
  static IntStream workers() {
    IntStream some = IntStream.of(1, 2, 5, MOST, MOST);
    return Statements.all()
        ? IntStream.concat(some, IntStream.generate(() -> MOST).limit(45))
        : some;
  }

  @ParameterizedTest
  @MethodSource("workers")
  void anyNumberOfWorkersLeavesWhatTheNaiveDetectionSays(int workers) {
    Chunks chunks = (workers == MOST ? finely : planned).copy();
    noteWhoWrites(chunks.database);
    StoreReader reader = new StoreReader(chunks.world, StoreReader.clock());

    List<JsonNode> results = Workers.work(workers, chunks);

    assertThat(Comparison.of(expected.contents(), reader.read(chunks.database))).isEmpty();
    Map<String, Integer> counts = sum(results);
    // Each row is looked at once, also one that a chunk moves to the key of another.
    for (String what : List.of("rows", "unchanged", "updated", "repaired", "marked")) {
      assertThat(counts.get(what)).as(what).isEqualTo(expected.counts().get(what));
    }
    assertThat(chunks.database.ask("SELECT sum(updated) FROM pipeline_chunks"))
        .isEqualTo(expected.counts().get("updated").toString());
    assertThat(
            chunks.database.ask(
                """
                SELECT count(*) FROM (SELECT id FROM written GROUP BY id
                HAVING count(DISTINCT transaction) > 1) twice"""))
        .as("rows written by two chunks")
        .isEqualTo("0");
    chunks.database.drop();
  }

  @Test
  void allKeysInOneGoLeaveTheSame() {
    Chunks chunks = planned.copy();
    StoreReader reader = new StoreReader(chunks.world, StoreReader.clock());

    JsonNode result = Chunks.done(chunks.allKeys());

    assertThat(Comparison.of(expected.contents(), reader.read(chunks.database))).isEmpty();
    assertThat(Scene.counts(result)).containsAllEntriesOf(expected.counts());
    assertThat(expected.oddColumns()).contains("OfficeID");
    expected.isWarned(result.get("warnings").toString());

    String before = chunks.database.fingerprint();
    JsonNode again = Chunks.done(chunks.allKeys());
    assertThat(chunks.database.fingerprint()).as("a second time").isEqualTo(before);
    assertThat(Scene.counts(again)).containsEntry("updated", 0).containsEntry("marked", 0);
    chunks.database.drop();
  }

  private static int keys(Chunks chunks) {
    return Integer.parseInt(chunks.database.ask("SELECT count(*) FROM pipeline_chunk_keys"));
  }

  /** Notes each row of conflictvisitmaps that is written, with the transaction that wrote it. */
  private static void noteWhoWrites(Database database) {
    database.execute(
        """
        CREATE TABLE written (id bigint, transaction xid8);
        CREATE FUNCTION note_written() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          INSERT INTO conflict_dev.written VALUES (NEW."ID", pg_current_xact_id());
          RETURN NULL;
        END $$;
        CREATE TRIGGER note_written AFTER INSERT OR UPDATE ON conflictvisitmaps
        FOR EACH ROW EXECUTE FUNCTION note_written()""");
  }

  private static Map<String, Integer> sum(List<JsonNode> results) {
    Map<String, Integer> sum = new TreeMap<>();
    results.forEach(
        result -> Scene.counts(result).forEach((name, n) -> sum.merge(name, n, Integer::sum)));
    return sum;
  }
}
