package care.conflict.acceptance.runs;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.data.Comparison;
import care.conflict.acceptance.data.Parameters;
import care.conflict.acceptance.data.Rows;
import care.conflict.acceptance.data.StatusParameters;
import care.conflict.acceptance.data.World;
import care.conflict.acceptance.oracle.Expected;
import care.conflict.acceptance.oracle.NaiveInservice;
import care.conflict.acceptance.oracle.NaiveStatus;
import care.conflict.acceptance.scenes.Scene;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.stage.Json;
import care.conflict.acceptance.stage.Leaks;
import care.conflict.acceptance.stage.StoreReader;
import care.conflict.acceptance.worlds.Chance;
import care.conflict.acceptance.worlds.DeletedVisitMaker;
import care.conflict.acceptance.worlds.InserviceWorldMaker;
import care.conflict.acceptance.worlds.StatusWorldMaker;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** All tasks that write conflicts in a row, over the same data: they come to rest. */
class PipelineSettlesIT {

  private static final LocalDateTime NOW = LocalDateTime.parse("2026-03-14T05:30:15");
  private static final Parameters USUAL = Parameters.DEFAULT;

  private final LocalDateTime began = StoreReader.clock();
  private final Scene scene = Scene.of(world(2_000));
  private final Database database = scene.database();

  /** A world in which every task has something to do. */
  static World world(int visits) {
    World world = InserviceWorldMaker.make(88, visits, NOW, USUAL);
    Chance chance = new Chance(89);
    List<Map<String, String>> rows = world.storeRows("conflictvisitmaps");
    new DeletedVisitMaker(world, chance, StatusParameters.DEFAULT)
        .make(rows.stream().map(r -> r.get("VisitID")).distinct().toList(), 8);
    for (Map<String, String> payer : world.warehouseRows("DIMPAYER")) {
      for (Map<String, String> provider : world.warehouseRows("DIMPROVIDER")) {
        if (chance.percent(40)) {
          world
              .warehouseRows("DIMPAYERPROVIDER")
              .add(
                  Rows.row(
                      "Payer Id", chance.spelled(payer.get("Payer Id")),
                      "Provider Id", chance.spelled(provider.get("Provider Id"))));
        }
      }
    }
    StatusWorldMaker.settle(world);
    return world;
  }

  @Test
  void everyTaskDoesWhatTheNaiveOneDoesAndFromTheThirdRunOnNothingIsWritten() {
    try (scene) {
      run("task01_copy_to_staging", List.of());
      run(Scene.TASK, USUAL.options());
      inserviceDoesWhatTheNaiveOneDoes();
      statusManagementDoesWhatTheNaiveOneDoes();
      runAll();
      String before = fingerprint();
      runAll();
      assertThat(fingerprint()).isEqualTo(before);
    }
  }

  private void inserviceDoesWhatTheNaiveOneDoes() {
    StoreReader reader = new StoreReader(database, began);
    Expected expected = NaiveInservice.run(scene.world, reader.read(database), USUAL);
    JsonNode result = run("task02_01_inservice_conflict", USUAL.inserviceOptions());
    assertThat(Comparison.of(expected.contents(), reader.read(database))).isEmpty();
    assertThat(Scene.counts(result)).containsAllEntriesOf(expected.counts());
    assertThat(expected.counts().get("inserted")).isPositive();
  }

  private void statusManagementDoesWhatTheNaiveOneDoes() {
    StoreReader reader = new StoreReader(database, began);
    NaiveStatus naive =
        NaiveStatus.of(scene.world, reader.read(database), StatusParameters.DEFAULT);
    Map<String, Integer> written = naive.run(StatusParameters.DEFAULT);
    run("task03_status_management", StatusParameters.DEFAULT.options());
    assertThat(Comparison.of(naive.contents(), reader.read(database))).isEmpty();
    written.remove(NaiveStatus.FETCH);
    written.remove("updateflag_orphan_cleanup"); // detection leaves few, or none
    assertThat(written.values()).doesNotContain(0);
  }

  private void runAll() {
    run("task01_copy_to_staging", List.of());
    run(Scene.TASK, USUAL.options());
    run("task02_01_inservice_conflict", USUAL.inserviceOptions());
    run("task03_status_management", StatusParameters.DEFAULT.options());
  }

  private JsonNode run(String task, List<String> options) {
    Command.Finished finished =
        scene.command(task, database, "pipeline").with("--now=" + NOW).with(options).run();
    Leaks.check(scene.world, finished);
    assertThat(finished.exitCode()).as(finished.everything()).isZero();
    return Json.read(finished.result());
  }

  /** Changes with every write to the three tables that must settle. */
  private String fingerprint() {
    StringBuilder fingerprint = new StringBuilder(database.writes());
    for (String table : List.of("conflicts", "conflictvisitmaps", "payer_provider_reminders")) {
      fingerprint.append(
          database.ask(
              """
              SELECT md5(string_agg(to_jsonb(t)::text || xmin::text || ctid::text, '' ORDER BY ctid))
                FROM %s t"""
                  .formatted(table)));
    }
    return fingerprint.toString();
  }
}
