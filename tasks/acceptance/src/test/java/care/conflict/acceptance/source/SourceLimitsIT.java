package care.conflict.acceptance.source;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.data.Comparison;
import care.conflict.acceptance.data.Contents;
import care.conflict.acceptance.data.Parameters;
import care.conflict.acceptance.data.World;
import care.conflict.acceptance.oracle.Expected;
import care.conflict.acceptance.oracle.NaiveDetection;
import care.conflict.acceptance.oracle.NaiveInservice;
import care.conflict.acceptance.oracle.NaiveStoredDetection;
import care.conflict.acceptance.scenes.Chunks;
import care.conflict.acceptance.scenes.Operations;
import care.conflict.acceptance.scenes.Scene;
import care.conflict.acceptance.scenes.Workers;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.stage.Leaks;
import care.conflict.acceptance.stage.StoreReader;
import care.conflict.acceptance.worlds.InserviceWorldMaker;
import care.conflict.acceptance.worlds.WorldMaker;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A source that goes back 18 months, with crowded keys and providers on hold: what is not seen
 * there is resolved no further than the naive detection says.
 */
class SourceLimitsIT {

  private static final LocalDateTime NOW = LocalDateTime.parse("2026-03-14T05:30:15");
  private static final Parameters USUAL = Parameters.DEFAULT;
  private static final String INSERVICE = "task02_01_inservice_conflict";

  private static Scene scene;
  private static Chunks planned;

  @BeforeAll
  static void makeTheWorld() {
    World world =
        InserviceWorldMaker.make(
            20_260_125,
            2_500,
            NOW,
            USUAL,
            source -> WorldMaker.forget(source, NOW.toLocalDate().minusMonths(18)));
    scene = Scene.of(world);
    planned = Chunks.planned(world, 3);
  }

  @AfterAll
  static void endTheWorld() {
    scene.close();
  }

  static Stream<Named<Parameters>> parameters() {
    Set<String> held = oftenResolved();
    return Stream.of(
        Named.of("as usual", USUAL),
        Named.of("symmetric", USUAL.symmetric()),
        Named.of("few visits a key", USUAL.withMaxVisitsPerKey(4)),
        Named.of("few visits a key, symmetric", USUAL.withMaxVisitsPerKey(3).symmetric()),
        Named.of("providers on hold", USUAL.withOnHold(held)),
        Named.of("all of it", USUAL.withOnHold(held).withMaxVisitsPerKey(5)));
  }

  /** The three providers with most rows that detection resolves. */
  private static Set<String> oftenResolved() {
    Map<String, Integer> rows = new HashMap<>();
    for (Map<String, String> row :
        NaiveDetection.run(scene.world, USUAL).contents().maps().values()) {
      if ("R".equals(row.get("StatusFlag")) && Contents.NOW.equals(row.get("UpdatedDate"))) {
        rows.merge(row.getOrDefault("ProviderID", ""), 1, Integer::sum);
      }
    }
    rows.remove("");
    List<String> sorted =
        rows.keySet().stream()
            .sorted(Comparator.<String>comparingInt(rows::get).reversed().thenComparing(p -> p))
            .toList();
    return new TreeSet<>(sorted.subList(0, 3));
  }

  @ParameterizedTest
  @MethodSource("parameters")
  void detectionAndInserviceEndAsTheNaiveOnesSay(Parameters parameters) {
    LocalDateTime began = StoreReader.clock();
    Database database = scene.database();
    Expected expected = NaiveDetection.run(scene.world, parameters);
    JsonNode result = scene.detect(database, parameters);
    Contents detected = new StoreReader(scene.world, began).read(database);
    assertThat(Comparison.of(expected.contents(), detected)).isEmpty();
    assertThat(Scene.counts(result)).containsAllEntriesOf(expected.counts());

    StoreReader reader = new StoreReader(database, began);
    Expected afterwards = NaiveInservice.run(scene.world, reader.read(database), parameters);
    JsonNode inservice = inservice(database, parameters);
    assertThat(Comparison.of(afterwards.contents(), reader.read(database))).isEmpty();
    assertThat(Scene.counts(inservice)).containsAllEntriesOf(afterwards.counts());

    String before = database.fingerprint();
    scene.detect(database, parameters);
    inservice(database, parameters);
    assertThat(database.fingerprint()).as("a second time").isEqualTo(before);
    database.drop();
  }

  private static JsonNode inservice(Database database, Parameters parameters) {
    database.hold("inservice", parameters);
    Command.Finished finished =
        scene
            .command(INSERVICE, database, "inservice")
            .with("--now=" + NOW)
            .with(parameters.inserviceOptions())
            .run();
    Leaks.check(scene.world, finished);
    return Operations.succeeded(finished);
  }

  @ParameterizedTest
  @MethodSource("parameters")
  void chunksMarkWhatTheNaiveDetectionMarks(Parameters parameters) {
    Expected expected = NaiveStoredDetection.run(planned.world, parameters);
    for (boolean atOnce : new boolean[] {true, false}) {
      Chunks chunks = planned.copy(parameters);
      StoreReader reader = new StoreReader(chunks.world, StoreReader.clock());
      if (atOnce) {
        JsonNode result = Chunks.done(chunks.allKeys());
        assertThat(Scene.counts(result)).containsAllEntriesOf(expected.counts());
      } else {
        Workers.work(2, chunks);
      }
      assertThat(Comparison.of(expected.contents(), reader.read(chunks.database))).isEmpty();
      chunks.database.drop();
    }
  }
}
