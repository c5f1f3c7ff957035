package care.conflict.acceptance.detection;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.data.Comparison;
import care.conflict.acceptance.data.Contents;
import care.conflict.acceptance.data.Contents.PairId;
import care.conflict.acceptance.data.Parameters;
import care.conflict.acceptance.data.World;
import care.conflict.acceptance.scenes.Chunks;
import care.conflict.acceptance.scenes.Scene;
import care.conflict.acceptance.scenes.Workers;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.stage.StoreReader;
import care.conflict.acceptance.visits.VisitReader;
import care.conflict.acceptance.worlds.VisitMaker;
import care.conflict.acceptance.worlds.WorldMaker;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The same visits in the warehouse and in its replica: detection and chunked detection write the
 * same into a row that both look at and find.
 */
class BothSourcesIT {

  private static final LocalDateTime NOW = LocalDateTime.parse("2026-04-04T17:00:00");

  private static final Comparator<PairId> ORDER =
      Comparator.comparing(PairId::first).thenComparing(PairId::second);

  @Test
  void bothWaysOfDetectionWriteTheSameFlagsDistancesAndUpdates() {
    Parameters parameters = Parameters.DEFAULT.withoutInsert().withoutStale();
    World world = WorldMaker.make(45, 1_200, NOW, parameters);
    touchAll(world);
    LocalDateTime began = StoreReader.clock();
    Map<PairId, Map<String, String>> detected;
    try (Scene scene = Scene.of(world)) {
      Database database = scene.database();
      scene.detect(database, parameters);
      detected = new StoreReader(world, began).read(database).maps();
      database.drop();
    }
    Chunks chunks = Chunks.planned(world, 3);
    Workers.work(2, chunks);
    Map<PairId, Map<String, String>> looked =
        new StoreReader(world, began).read(chunks.database).maps();

    Map<PairId, Map<String, String>> before = Contents.of(world).maps();
    Map<PairId, Map<String, String>> expected = new TreeMap<>(ORDER);
    Map<PairId, Map<String, String>> actual = new TreeMap<>(ORDER);
    looked.forEach(
        (pair, row) -> {
          if (!sameAs(before.get(pair), row)) {
            expected.put(pair, withoutIds(detected.get(pair)));
            actual.put(pair, withoutIds(row));
          }
        });
    assertThat(actual.size()).as("rows that chunks wrote").isGreaterThan(50);
    assertThat(Comparison.of(contents(expected), contents(actual))).isEmpty();
  }

  /** All visits are in the delta; of each only that copy is left that counts. */
  private static void touchAll(World world) {
    List<Map<String, String>> newest = VisitReader.newestCopies(world);
    newest.forEach(
        visit -> visit.put("Visit Updated Timestamp", VisitMaker.zoned(NOW.minusHours(1))));
    world.warehouse().put(World.FACT, new ArrayList<>(newest));
  }

  /** Whether detection columns and status are what they were. */
  private static boolean sameAs(Map<String, String> before, Map<String, String> row) {
    return withoutIds(before).equals(withoutIds(row));
  }

  /** Chunks give no CONFLICTID and mark what is not found. */
  private static Map<String, String> withoutIds(Map<String, String> row) {
    Map<String, String> rest = new HashMap<>(row);
    rest.keySet().removeAll(List.of("CONFLICTID", "UpdateFlag"));
    return rest;
  }

  private static Contents contents(Map<PairId, Map<String, String>> maps) {
    return new Contents(maps, Map.of());
  }
}
