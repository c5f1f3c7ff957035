package care.conflict.acceptance.source;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.data.Comparison;
import care.conflict.acceptance.data.Parameters;
import care.conflict.acceptance.data.ReplicaForm;
import care.conflict.acceptance.data.Rows;
import care.conflict.acceptance.data.World;
import care.conflict.acceptance.oracle.Expected;
import care.conflict.acceptance.oracle.NaiveStaging;
import care.conflict.acceptance.oracle.NaiveStoredDetection;
import care.conflict.acceptance.scenes.Chunks;
import care.conflict.acceptance.scenes.Scene;
import care.conflict.acceptance.scenes.Workers;
import care.conflict.acceptance.stage.FormFitter;
import care.conflict.acceptance.stage.Staged;
import care.conflict.acceptance.stage.StoreReader;
import care.conflict.acceptance.worlds.Chance;
import care.conflict.acceptance.worlds.WorldMaker;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One world in every known form of the replica: the same reminders, picture and conflicts. */
class ReplicaFormsIT {

  private static final LocalDateTime NOW = LocalDateTime.parse("2026-03-14T05:30:15");
  private static final World WORLD = world();
  private static final Expected EXPECTED = NaiveStoredDetection.run(WORLD, Parameters.DEFAULT);

  private static World world() {
    World world =
        WorldMaker.make(20_260_123, 1_200, NOW, Parameters.DEFAULT, ReplicaFormsIT::replicate);
    for (String what : List.of("updated", "repaired", "unchanged", "marked")) {
      int rows = NaiveStoredDetection.run(world, Parameters.DEFAULT).counts().get(what);
      assertThat(rows).as(what).isPositive();
    }
    return world;
  }

  /** What a loader has made of the source: each row once, in columns that are narrower. */
  private static void replicate(World world) {
    Chance chance = new Chance(20_260_124);
    for (var payer : world.warehouseRows("DIMPAYER")) {
      for (var provider : world.warehouseRows("DIMPROVIDER")) {
        if (chance.percent(40)) {
          world
              .warehouseRows("DIMPAYERPROVIDER")
              .add(
                  Rows.row(
                      "Payer Id", chance.spelled(payer.get("Payer Id")),
                      "Application Payer Id", chance.number(99),
                      "Provider Id", chance.spelled(provider.get("Provider Id")),
                      "Application Provider Id", chance.number(99)));
        }
      }
    }
    FormFitter.fit(world);
  }

  static List<ReplicaForm> forms() {
    return ReplicaForm.known();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forms")
  void allKeysInOneGoLeaveWhatTheNaiveDetectionSays(ReplicaForm form) {
    Chunks chunks = Chunks.planned(WORLD, 2, form);
    StoreReader reader = new StoreReader(WORLD, StoreReader.clock());

    JsonNode copied = Chunks.done(chunks.task("task_01"));
    JsonNode result = Chunks.done(chunks.allKeys());

    assertThat(Staged.rows(chunks.database)).isEqualTo(NaiveStaging.rows(WORLD, 2, 45));
    assertThat(Staged.reminders(chunks.database)).isEqualTo(NaiveStaging.reminders(WORLD));
    assertThat(copied.at("/counts/reminders_inserted").asInt()).isPositive();
    assertThat(Comparison.of(EXPECTED.contents(), reader.read(chunks.database))).isEmpty();
    assertThat(Scene.counts(result)).containsAllEntriesOf(EXPECTED.counts());

    String before = chunks.database.fingerprint();
    Chunks.done(chunks.allKeys());
    assertThat(chunks.database.fingerprint()).as("a second time").isEqualTo(before);
    chunks.database.drop();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forms")
  void chunksLeaveWhatTheNaiveDetectionSays(ReplicaForm form) {
    Chunks chunks = Chunks.planned(WORLD, 2, form);
    StoreReader reader = new StoreReader(WORLD, StoreReader.clock());
    Workers.work(2, chunks);
    assertThat(Comparison.of(EXPECTED.contents(), reader.read(chunks.database))).isEmpty();
    chunks.database.drop();
  }
}
