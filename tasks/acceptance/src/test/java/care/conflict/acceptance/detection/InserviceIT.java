package care.conflict.acceptance.detection;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.data.Comparison;
import care.conflict.acceptance.data.Parameters;
import care.conflict.acceptance.oracle.Expected;
import care.conflict.acceptance.oracle.NaiveInservice;
import care.conflict.acceptance.scenes.Scene;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.stage.Json;
import care.conflict.acceptance.stage.Leaks;
import care.conflict.acceptance.stage.StoreReader;
import care.conflict.acceptance.worlds.InserviceWorldMaker;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * In-service detection over a generated world, row by row and column by column as the naive one.
 */
class InserviceIT {

  private static final String TASK = "task02_01_inservice_conflict";
  private static final LocalDateTime NOW = LocalDateTime.parse("2026-03-14T05:30:15");

  private static Scene scene;

  @BeforeAll
  static void makeTheWorld() {
    scene = Scene.of(InserviceWorldMaker.make(20_261_123, 4_000, NOW, Parameters.DEFAULT));
  }

  @AfterAll
  static void endTheWorld() {
    scene.close();
  }

  static Stream<Named<Parameters>> parameters() {
    Parameters usual = Parameters.DEFAULT;
    return Stream.of(
        Named.of("as usual", usual),
        Named.of("without skipping unchanged records", usual.withoutSkipping()),
        Named.of("without insert", usual.withoutInsert()),
        Named.of("without stale cleanup", usual.withoutStale()));
  }

  @ParameterizedTest
  @MethodSource("parameters")
  void aGeneratedWorldEndsAsTheNaiveDetectionSaysAndASecondRunChangesNothing(
      Parameters parameters) {
    Database database = scene.database();
    endsAsTheNaiveOne(scene, database, parameters);
    if (parameters.skipUnchanged()) {
      aSecondRunChangesNoRow(database, parameters);
    }
  }

  private static void endsAsTheNaiveOne(Scene scene, Database database, Parameters parameters) {
    Expected expected = NaiveInservice.run(scene.world, parameters);
    StoreReader reader = new StoreReader(scene.world, StoreReader.clock());

    JsonNode result = run(scene, database, parameters);

    assertThat(Comparison.of(expected.contents(), reader.read(database))).isEmpty();
    assertThat(Scene.counts(result)).containsAllEntriesOf(expected.counts());
    expected.isWarned(result.get("warnings").toString());
    assertThat(database.ask("SELECT coalesce(\"InProgressFlag\", 0) FROM settings")).isEqualTo("0");
  }

  private static JsonNode run(Scene scene, Database database, Parameters parameters) {
    Command.Finished finished =
        scene
            .command(TASK, database, "inservice")
            .with("--now=" + scene.world.now())
            .with(parameters.inserviceOptions())
            .run();
    Leaks.check(scene.world, finished);
    assertThat(finished.exitCode()).as(finished.everything()).isZero();
    return Json.read(finished.result());
  }

  private static void aSecondRunChangesNoRow(Database database, Parameters parameters) {
    String before = database.fingerprint();
    String writes = database.writes();
    JsonNode again = run(scene, database, parameters);
    assertThat(database.fingerprint()).isEqualTo(before);
    assertThat(database.writes()).isEqualTo(writes);
    assertThat(Scene.counts(again))
        .containsEntry("inserted", 0)
        .containsEntry("updated", 0)
        .containsEntry("repaired", 0)
        .containsEntry("resolved", 0);
  }

  @Test
  void everythingHappensInThisWorld() {
    Expected expected = NaiveInservice.run(scene.world, Parameters.DEFAULT);
    expected.counts().remove("skipped"); // nothing is, where pairs are inserted
    assertThat(expected.counts().values()).doesNotContain(0);
  }

  @Test
  void otherWindowsOnALeapDayGiveWhatTheNaiveDetectionGives() {
    Parameters narrow = new Parameters(1, 1, 3);
    LocalDateTime leapDay = LocalDateTime.parse("2024-02-29T00:00:00");
    try (Scene other = Scene.of(InserviceWorldMaker.make(7, 1_500, leapDay, narrow), 100)) {
      endsAsTheNaiveOne(other, other.database(), narrow);
    }
  }

  @Test
  void whereInserviceIsOffTheTaskSaysSoAndConnectsToNothing() throws IOException {
    Path folder = Files.createTempDirectory("inservice");
    Command.Finished finished = new Command(TASK, folder).with("--enable-inservice=false").run();
    assertThat(finished.exitCode()).as(finished.everything()).isZero();
    JsonNode result = Json.read(finished.result());
    assertThat(result.get("status").asText()).isEqualTo("skipped");
    assertThat(result.at("/details/skipped").asText()).isNotEmpty();
  }

  @Test
  void whitelistedAndIgnoredRowsKeepTheirStatus() {
    Database database = scene.database();
    String clicked =
        """
        SELECT string_agg("ID" || "StatusFlag", ',' ORDER BY "ID")
          FROM conflictvisitmaps WHERE "StatusFlag" IN ('W', 'I')""";
    String before = database.ask(clicked);
    JsonNode result = run(scene, database, Parameters.DEFAULT.withoutSkipping());
    assertThat(result.at("/counts/updated").asInt()).isPositive();
    assertThat(database.ask(clicked)).isEqualTo(before).contains("W").contains("I");
  }
}
