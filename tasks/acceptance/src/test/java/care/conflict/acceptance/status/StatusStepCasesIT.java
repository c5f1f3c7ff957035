package care.conflict.acceptance.status;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.cases.StatusCases;
import care.conflict.acceptance.data.Comparison;
import care.conflict.acceptance.data.StatusParameters;
import care.conflict.acceptance.data.World;
import care.conflict.acceptance.oracle.NaiveStatus;
import care.conflict.acceptance.scenes.Scene;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.stage.Json;
import care.conflict.acceptance.stage.StoreReader;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each step alone over its hand-written cases: one for every condition that could be dropped. */
class StatusStepCasesIT {

  private static Scene scene;

  @BeforeAll
  static void deleteVisits() {
    World world = World.empty(StatusCases.NOW);
    for (String step : NaiveStatus.steps()) {
      world
          .warehouseRows(World.DELETED)
          .addAll(StatusCases.of(step).world.warehouseRows(World.DELETED));
    }
    scene = Scene.of(world);
  }

  @AfterAll
  static void endTheWorld() {
    scene.close();
  }

  static Stream<String> steps() {
    return NaiveStatus.steps().stream().filter(s -> !s.equals(NaiveStatus.FETCH));
  }

  @ParameterizedTest
  @MethodSource("steps")
  void everyCaseEndsAsItIsWritten(String step) {
    StatusCases cases = StatusCases.of(step);
    Database database = Database.create();
    database.load(cases.world);
    StoreReader reader = new StoreReader(cases.world, StoreReader.clock());

    Command.Finished finished =
        scene
            .command("task03_status_management", database, "cases")
            .with("--now=" + StatusCases.NOW)
            .with(StatusParameters.DEFAULT.only(step).options())
            .run();

    assertThat(finished.exitCode()).as(finished.everything()).isZero();
    String differences = Comparison.of(cases.expected(), reader.read(database));
    assertThat(StatusCases.named(differences)).isEmpty();
    JsonNode result = Json.read(finished.result());
    assertThat(result.at("/counts/updated").asInt()).isEqualTo(cases.written());
  }
}
