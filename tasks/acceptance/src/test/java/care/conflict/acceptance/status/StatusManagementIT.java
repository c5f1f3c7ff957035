package care.conflict.acceptance.status;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.data.Comparison;
import care.conflict.acceptance.data.Contents;
import care.conflict.acceptance.data.StatusParameters;
import care.conflict.acceptance.data.World;
import care.conflict.acceptance.oracle.NaiveStatus;
import care.conflict.acceptance.scenes.Operations;
import care.conflict.acceptance.scenes.Scene;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.stage.Json;
import care.conflict.acceptance.stage.Leaks;
import care.conflict.acceptance.stage.StoreReader;
import care.conflict.acceptance.worlds.StatusWorldMaker;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Status management over generated worlds, row by row and step by step as the naive one. */
class StatusManagementIT {

  private static final LocalDateTime NOW = LocalDateTime.parse("2026-03-14T05:30:15");
  private static final StatusParameters USUAL = StatusParameters.DEFAULT;

  private static final World MANY = StatusWorldMaker.make(20_261_122, 400, NOW, USUAL);
  private static final World SETTLING =
      StatusWorldMaker.settle(StatusWorldMaker.make(3, 150, NOW, USUAL));
  private static final World FEW = StatusWorldMaker.make(4, 100, NOW, USUAL);

  private static Scene scene;

  @BeforeAll
  static void makeTheWarehouse() {
    World warehouse = World.empty(NOW);
    for (World world : List.of(MANY, SETTLING, FEW)) {
      warehouse.warehouseRows(World.DELETED).addAll(world.warehouseRows(World.DELETED));
    }
    scene = Scene.of(warehouse);
  }

  @AfterAll
  static void endTheWarehouse() {
    scene.close();
  }

  @Test
  void everyRunEndsAsTheNaiveStepsSayAndTheThirdWritesNothing() {
    runsUntilSettled(SETTLING, 3);
  }

  /**
   * What nobody answered is renewed in the first run; one that was missed too is resolved later.
   */
  @Test
  void whereRowsPutAsideWereNotAnsweredTheFourthRunWritesNothing() {
    runsUntilSettled(MANY, 4);
  }

  private static void runsUntilSettled(World world, int runs) {
    Tables tables = loaded(world);
    Database database = tables.database();
    NaiveStatus naive = naive(world, USUAL);
    for (int run = 1; run < runs; run++) {
      theRunIsAsTheNaiveOne(scene, tables, naive, USUAL);
    }
    String before = database.fingerprint();
    String writes = database.writes();
    theRunIsAsTheNaiveOne(scene, tables, naive, USUAL);
    assertThat(database.fingerprint()).isEqualTo(before);
    assertThat(database.writes()).isEqualTo(writes);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void overSoManyConnectionsEachRunEndsAsTheNaiveStepsSay(int writers) {
    Tables tables = loaded(MANY);
    NaiveStatus naive = naive(MANY, USUAL);
    for (int run = 1; run <= 2; run++) {
      Command.Finished finished =
          command(scene, tables, USUAL)
              .env(Map.of("JAVA_TOOL_OPTIONS", "-Dslice_rows=20"))
              .with("--writers=" + writers)
              .run();
      isAsTheNaiveOne(finished, tables, naive, USUAL);
    }
  }

  @Test
  void withoutPhaseBNothingIsDeleted() {
    StatusParameters parameters = USUAL.withoutPhaseB();
    theRunIsAsTheNaiveOne(scene, FEW, naive(FEW, parameters), parameters);
  }

  @Test
  void withoutGroupsNoneIsGiven() {
    StatusParameters parameters = USUAL.withoutGroups();
    theRunIsAsTheNaiveOne(scene, FEW, naive(FEW, parameters), parameters);
  }

  static List<String> steps() {
    return NaiveStatus.steps();
  }

  @ParameterizedTest
  @MethodSource("steps")
  void aStepAloneDoesWhatItDoesInTheNaiveOneAndNothingElse(String step) {
    StatusParameters parameters = USUAL.only(step);
    theRunIsAsTheNaiveOne(scene, FEW, naive(FEW, parameters), parameters);
  }

  @Test
  void aStepOfPhaseBWithoutPhaseBDoesNothing() {
    StatusParameters parameters = USUAL.withoutPhaseB().only("deleted_visits_cvm");
    theRunIsAsTheNaiveOne(scene, FEW, naive(FEW, parameters), parameters);
  }

  @Test
  void stepsRunInTheirOrderWhateverTheOrderOfTheirNames() {
    StatusParameters parameters =
        USUAL.only("computed_reverse_uuid", "cascade_resolve_cf", "ismissed_cascade_cvm");
    JsonNode result = theRunIsAsTheNaiveOne(scene, FEW, naive(FEW, parameters), parameters);
    assertThat(written(result).keySet())
        .containsSubsequence("ismissed_cascade_cvm", "cascade_resolve_cf", "computed_reverse_uuid");
  }

  @Test
  void anUnknownStepIsAnErrorThatListsTheKnownOnes() {
    Tables tables = loaded(FEW);
    String before = tables.database().fingerprint();
    Command.Finished finished = run(scene, tables, USUAL.only("cascade_resolve_cf", "cascade"));
    Leaks.check(FEW, finished);
    assertThat(finished.exitCode()).as(finished.everything()).isEqualTo(2);
    assertThat(Operations.message(Json.read(finished.result()))).contains(NaiveStatus.steps());
    assertThat(tables.database().fingerprint()).isEqualTo(before);
  }

  @Test
  void otherWindowsOnALeapDayGiveWhatTheNaiveStepsGive() {
    StatusParameters narrow = new StatusParameters(1, 1, 3, true, true, List.of());
    LocalDateTime leapDay = LocalDateTime.parse("2024-02-29T00:00:00");
    World world = StatusWorldMaker.make(7, 150, leapDay, narrow);
    try (Scene other = Scene.of(world, 100)) {
      theRunIsAsTheNaiveOne(other, world, naive(world, narrow), narrow);
    }
  }

  /** A database that holds a world, and what reads it: the time of every run counts as now. */
  private record Tables(World world, Database database, StoreReader reader) {
    Contents read() {
      return reader.read(database);
    }
  }

  private static Tables loaded(World world) {
    Database database = Database.create();
    database.load(world);
    return new Tables(world, database, new StoreReader(world, StoreReader.clock()));
  }

  private static NaiveStatus naive(World world, StatusParameters parameters) {
    return NaiveStatus.of(world, Contents.of(world), parameters);
  }

  private static Command.Finished run(Scene scene, Tables tables, StatusParameters parameters) {
    return command(scene, tables, parameters).run();
  }

  private static Command command(Scene scene, Tables tables, StatusParameters parameters) {
    return scene
        .command("task03_status_management", tables.database(), "status")
        .with("--now=" + tables.world().now())
        .with(parameters.options());
  }

  private static JsonNode theRunIsAsTheNaiveOne(
      Scene scene, World world, NaiveStatus naive, StatusParameters parameters) {
    return theRunIsAsTheNaiveOne(scene, loaded(world), naive, parameters);
  }

  private static JsonNode theRunIsAsTheNaiveOne(
      Scene scene, Tables tables, NaiveStatus naive, StatusParameters parameters) {
    return isAsTheNaiveOne(run(scene, tables, parameters), tables, naive, parameters);
  }

  private static JsonNode isAsTheNaiveOne(
      Command.Finished finished, Tables tables, NaiveStatus naive, StatusParameters parameters) {
    Leaks.check(tables.world(), finished);
    assertThat(finished.exitCode()).as(finished.everything()).isZero();

    Map<String, Integer> expected = naive.run(parameters);
    String named = "steps " + parameters.onlySteps();
    assertThat(Comparison.of(naive.contents(), tables.read())).as(named).isEmpty();
    JsonNode result = Json.read(finished.result());
    assertThat(written(result)).as(named).containsAllEntriesOf(expected);
    int all = expected.values().stream().mapToInt(Integer::intValue).sum();
    assertThat(result.at("/counts/updated").asInt()).isEqualTo(all);
    boolean warned = result.get("warnings").toString().contains("ReverseUUID");
    boolean computed = expected.containsKey("computed_reverse_uuid");
    assertThat(warned).as(named).isEqualTo(computed && naive.tooLong() > 0);
    return result;
  }

  /** How many rows each step has changed, in the order of the steps. */
  private static Map<String, Integer> written(JsonNode result) {
    Map<String, Integer> written = new LinkedHashMap<>();
    for (JsonNode step : result.get("steps")) {
      JsonNode updated = step.at("/counts/updated");
      written.put(step.get("name").asText(), updated.asInt(0));
    }
    return written;
  }
}
