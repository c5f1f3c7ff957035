package care.conflict.acceptance.runs;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.data.Comparison;
import care.conflict.acceptance.data.Contents;
import care.conflict.acceptance.data.Parameters;
import care.conflict.acceptance.data.StatusParameters;
import care.conflict.acceptance.oracle.Expected;
import care.conflict.acceptance.oracle.NaiveDetection;
import care.conflict.acceptance.oracle.NaiveInservice;
import care.conflict.acceptance.oracle.NaiveStaging;
import care.conflict.acceptance.oracle.NaiveStatus;
import care.conflict.acceptance.scenes.Operations;
import care.conflict.acceptance.scenes.Scene;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.stage.Leaks;
import care.conflict.acceptance.stage.PostgresServer;
import care.conflict.acceptance.stage.Staged;
import care.conflict.acceptance.stage.StoreReader;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A whole run over a small world, on each version of PostgreSQL that is supported. */
class ServersIT {
  private static final Parameters USUAL = Parameters.DEFAULT;

  private static Scene scene;

  @BeforeAll
  static void makeTheWorld() {
    scene = Scene.of(PipelineSettlesIT.world(400));
  }

  @AfterAll
  static void endTheWorld() {
    scene.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 17, 18})
  void everyTaskOfARunDoesWhatTheNaiveOneDoes(int version) {
    LocalDateTime began = StoreReader.clock();
    Database database = scene.database(PostgresServer.of(version));
    JsonNode preflight = run(database, Operations.PREFLIGHT, List.of("--allow-empty-source=true"));
    assertThat(preflight.at("/details/versions/postgresql").asText()).startsWith(version + ".");

    run(database, "task01_copy_to_staging", List.of());
    assertThat(Staged.rows(database)).isEqualTo(NaiveStaging.rows(scene.world, 2, 45));

    StoreReader reader = new StoreReader(scene.world, began);
    JsonNode detection = run(database, Scene.TASK, USUAL.options());
    isAs(NaiveDetection.run(scene.world, USUAL), reader.read(database), detection);

    reader = new StoreReader(database, began);
    Expected expected = NaiveInservice.run(scene.world, reader.read(database), USUAL);
    JsonNode inservice = run(database, "task02_01_inservice_conflict", USUAL.inserviceOptions());
    isAs(expected, reader.read(database), inservice);

    reader = new StoreReader(database, began);
    StatusParameters parameters = StatusParameters.DEFAULT;
    NaiveStatus naive = NaiveStatus.of(scene.world, reader.read(database), parameters);
    int written = naive.run(parameters).values().stream().mapToInt(Integer::intValue).sum();
    JsonNode status = run(database, "task03_status_management", parameters.options());
    assertThat(Comparison.of(naive.contents(), reader.read(database))).isEmpty();
    assertThat(status.at("/counts/updated").asInt()).isEqualTo(written).isPositive();

    run(database, Operations.POSTFLIGHT, List.of());
    assertThat(database.ask("SELECT \"InProgressFlag\" FROM settings")).isEqualTo("0");
  }

  private static void isAs(Expected expected, Contents actual, JsonNode result) {
    assertThat(Comparison.of(expected.contents(), actual)).isEmpty();
    assertThat(Scene.counts(result)).containsAllEntriesOf(expected.counts());
    assertThat(expected.counts().get("inserted")).isPositive();
  }

  private static JsonNode run(Database database, String task, List<String> options) {
    Command command = scene.command(task, database, "run").with(options);
    if (!task.equals(Operations.POSTFLIGHT)) {
      command.with("--now=" + scene.world.now());
    }
    Command.Finished finished = command.run();
    Leaks.check(scene.world, finished);
    return Operations.succeeded(finished);
  }
}
