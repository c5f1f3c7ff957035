package care.conflict.acceptance.detection;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.data.Comparison;
import care.conflict.acceptance.data.Parameters;
import care.conflict.acceptance.oracle.Expected;
import care.conflict.acceptance.oracle.NaiveDetection;
import care.conflict.acceptance.proxies.PostgresProxy;
import care.conflict.acceptance.scenes.Operations;
import care.conflict.acceptance.scenes.Scene;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.stage.StoreReader;
import care.conflict.acceptance.worlds.WorldMaker;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Detection over a large generated world, row by row and column by column as the naive one. */
class DetectionIT {

  private static final LocalDateTime NOW = LocalDateTime.parse("2026-03-14T05:30:15");

  /** With -Dvisits=20000 a larger one. */
  private static final int VISITS = Integer.getInteger("visits", 7_000);

  private static Scene scene;
  private static Expected byDefault;

  @BeforeAll
  static void makeTheWorld() {
    scene = Scene.of(WorldMaker.make(20_261_121, VISITS, NOW, Parameters.DEFAULT));
    byDefault = NaiveDetection.run(scene.world, Parameters.DEFAULT);
  }

  @AfterAll
  static void endTheWorld() {
    scene.close();
  }

  static Stream<Named<Parameters>> parameters() {
    Parameters usual = Parameters.DEFAULT;
    return Stream.of(
        Named.of("asymmetric", usual),
        Named.of("symmetric", usual.symmetric()),
        Named.of("without skipping unchanged records", usual.withoutSkipping()),
        Named.of("without insert", usual.withoutInsert()),
        Named.of("without stale cleanup", usual.withoutStale()),
        Named.of("symmetric, without skipping", usual.symmetric().withoutSkipping()),
        Named.of("with few visits a key", usual.withMaxVisitsPerKey(4)));
  }

  @ParameterizedTest
  @MethodSource("parameters")
  void aGeneratedWorldEndsAsTheNaiveDetectionSaysAndASecondRunChangesNothing(
      Parameters parameters) {
    Expected expected = NaiveDetection.run(scene.world, parameters);
    StoreReader reader = new StoreReader(scene.world, StoreReader.clock());
    Database database = scene.database();

    JsonNode result = scene.detect(database, parameters);

    assertThat(Comparison.of(expected.contents(), reader.read(database))).isEmpty();
    assertThat(Scene.counts(result)).containsAllEntriesOf(expected.counts());
    assertThat(byRule(result)).isEqualTo(expected.byRule().toString());
    expected.isWarned(result.get("warnings").toString());
    assertThat(database.ask("SELECT coalesce(\"InProgressFlag\", 0) FROM settings")).isEqualTo("0");
    if (parameters.skipUnchanged()) {
      aSecondRunChangesNoRow(database, parameters);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void overAnyNumberOfConnectionsTheRowsAndTheCountsAreTheSame(int writers) {
    StoreReader reader = new StoreReader(scene.world, StoreReader.clock());
    Database database = scene.database();
    Command.Finished finished;
    List<String> parts;
    try (PostgresProxy proxy =
        new PostgresProxy(
            Database.port(), sql -> sql.contains("TABLE classified"), moment -> true)) {
      finished =
          scene
              .detection(database, Parameters.DEFAULT)
              .with("--writers=" + writers)
              .env(database.environment(proxy.port()))
              .run();
      parts = proxy.statements();
    }
    JsonNode result = Operations.succeeded(finished);
    assertThat(Comparison.of(byDefault.contents(), reader.read(database))).isEmpty();
    assertThat(Scene.counts(result)).containsAllEntriesOf(byDefault.counts());
    assertThat(byRule(result)).isEqualTo(byDefault.byRule().toString());
    assertThat(parts).as("parts, one a connection").hasSize(writers);
  }

  @Test
  @DisplayName("rows of one visit in several slices come to the same")
  void inSmallSlicesTheRowsAreTheSame() {
    StoreReader reader = new StoreReader(scene.world, StoreReader.clock());
    Database database = scene.database();
    Operations.succeeded(
        scene
            .detection(database, Parameters.DEFAULT)
            .env(Map.of("JAVA_TOOL_OPTIONS", "-Dslice_rows=7"))
            .run());
    assertThat(Comparison.of(byDefault.contents(), reader.read(database))).isEmpty();
  }

  private static String byRule(JsonNode result) {
    Map<String, Map<String, Integer>> counts = Expected.of(null).byRule();
    counts.forEach(
        (rule, numbers) ->
            numbers.replaceAll(
                (what, zero) -> result.at("/details/by_rule/" + rule + "/" + what).asInt(-1)));
    return counts.toString();
  }

  private static void aSecondRunChangesNoRow(Database database, Parameters parameters) {
    String before = database.fingerprint();
    String writes = database.writes();
    JsonNode again = scene.detect(database, parameters);
    assertThat(database.fingerprint()).isEqualTo(before);
    assertThat(database.writes()).isEqualTo(writes);
    assertThat(Scene.counts(again))
        .containsEntry("inserted", 0)
        .containsEntry("updated", 0)
        .containsEntry("repaired", 0)
        .containsEntry("resolved", 0);
  }

  @Test
  void otherWindowsOnALeapDayGiveWhatTheNaiveDetectionGives() {
    Parameters narrow = new Parameters(1, 1, 3);
    LocalDateTime leapDay = LocalDateTime.parse("2024-02-29T00:00:00");
    try (Scene other = Scene.of(WorldMaker.make(7, 3_000, leapDay, narrow), 100)) {
      Expected expected = NaiveDetection.run(other.world, narrow);
      StoreReader reader = new StoreReader(other.world, StoreReader.clock());
      Database database = other.database();
      JsonNode result = other.detect(database, narrow);
      assertThat(Comparison.of(expected.contents(), reader.read(database))).isEmpty();
      assertThat(Scene.counts(result)).containsAllEntriesOf(expected.counts());
    }
  }

  @Test
  void whitelistedAndIgnoredRowsKeepTheirStatus() {
    Database database = scene.database();
    String clicked =
        """
        SELECT string_agg("ID" || "StatusFlag", ',' ORDER BY "ID")
          FROM conflictvisitmaps WHERE "StatusFlag" IN ('W', 'I')""";
    String before = database.ask(clicked);
    JsonNode result = scene.detect(database, Parameters.DEFAULT);
    assertThat(result.get("counts").get("updated").asInt()).isPositive();
    assertThat(database.ask(clicked)).isEqualTo(before).contains("W").contains("I");
  }
}
