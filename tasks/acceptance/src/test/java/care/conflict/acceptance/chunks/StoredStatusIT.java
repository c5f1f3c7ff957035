package care.conflict.acceptance.chunks;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.data.Comparison;
import care.conflict.acceptance.data.Contents;
import care.conflict.acceptance.data.Parameters;
import care.conflict.acceptance.data.StatusParameters;
import care.conflict.acceptance.data.World;
import care.conflict.acceptance.oracle.Expected;
import care.conflict.acceptance.oracle.NaiveStatus;
import care.conflict.acceptance.oracle.NaiveStoredDetection;
import care.conflict.acceptance.scenes.Chunks;
import care.conflict.acceptance.scenes.Scene;
import care.conflict.acceptance.scenes.Workers;
import care.conflict.acceptance.stage.Leaks;
import care.conflict.acceptance.stage.StoreReader;
import care.conflict.acceptance.worlds.WorldMaker;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Without Snowflake a run keeps the whole list true: stored conflicts are looked at again, in
 * either form, then status management follows in the same run, and one report tells of both.
 */
class StoredStatusIT {

  private static final LocalDateTime NOW = LocalDateTime.parse("2026-03-14T05:30:15");
  private static final StatusParameters STATUS = StatusParameters.DEFAULT.withoutPhaseB();
  private static final String SUMMARY = "summarize_task02_chunks";
  private static final String ORPHANS = "updateflag_orphan_cleanup";

  private static Chunks planned;
  private static Contents expected;
  private static Map<String, Integer> detected;
  private static Map<String, Integer> written;

  @BeforeAll
  static void makeThePlan() {
    World world = WorldMaker.make(20_261_130, 1_500, NOW, Parameters.DEFAULT);
    planned = Chunks.planned(world, 4);
    Expected ofDetection = NaiveStoredDetection.run(world, Parameters.DEFAULT);
    detected = ofDetection.counts();
    NaiveStatus status = NaiveStatus.of(world, ofDetection.contents(), STATUS);
    written = status.run(STATUS);
    expected = status.contents();
    assertThat(detected.get("marked")).isPositive();
    assertThat(written.get(ORPHANS)).isGreaterThanOrEqualTo(detected.get("marked"));
    assertThat(written.get("cascade_resolve_cf")).isPositive();
    assertThat(written.get(NaiveStatus.GROUPS)).isPositive();
  }

  @Test
  void chunksAndStatusManagementLeaveTheListAsTheNaiveOnesSayInARowAndAreToldTogether()
      throws IOException {
    Chunks chunks = planned.copy();
    StoreReader reader = new StoreReader(chunks.world, StoreReader.clock());

    Workers.work(2, chunks);
    statusManagementDoesWhatTheNaiveOneDoes(chunks, reader);

    JsonNode summary = Chunks.done(chunks.task(SUMMARY));
    assertThat(Scene.counts(summary)).containsEntry("marked", detected.get("marked"));
    assertThat(report(chunks))
        .containsSubsequence("id=\"chunks\"", "The slowest chunks", "id=\"tasks\"")
        .containsSubsequence("process_task02_chunk", "task03_status_management", ORPHANS)
        .doesNotContain("id=\"stored\"");
    chunks.database.drop();
  }

  @Test
  void allInOneGoAndStatusManagementLeaveTheSameAndAreToldWithoutChunks() throws IOException {
    Chunks sequential = planned.withoutPlan();
    StoreReader reader = new StoreReader(sequential.world, StoreReader.clock());

    Chunks.done(sequential.allKeys());
    statusManagementDoesWhatTheNaiveOneDoes(sequential, reader);

    JsonNode summary = Chunks.done(sequential.task(SUMMARY));
    assertThat(Scene.counts(summary))
        .containsOnlyKeys("trend_months", "trends_forgotten", "trends_noted");
    assertThat(report(sequential))
        .containsSubsequence("The run is done", "id=\"stored\"", "id=\"tasks\"")
        .containsSubsequence("task_02", "task03_status_management", ORPHANS)
        .doesNotContain("id=\"chunks\"", "process_task02_chunk", "get_task02_chunks");
    sequential.database.drop();
  }

  @Test
  void aRunThatCameToNoDetectionIsToldAsThat() throws IOException {
    Chunks begun = planned.withoutPlan();
    Chunks.done(begun.task(SUMMARY));
    assertThat(report(begun))
        .contains("The run ended without detection")
        .containsSubsequence("get_task02_chunks", "not run", "task03_status_management", "not run")
        .doesNotContain("No stored conflict is in the window");
    begun.database.drop();
  }

  private static void statusManagementDoesWhatTheNaiveOneDoes(Chunks chunks, StoreReader reader) {
    JsonNode result = Chunks.done(chunks.task("task03_status_management").with(STATUS.options()));
    assertThat(Comparison.of(expected, reader.read(chunks.database))).isEmpty();
    Map<String, Integer> updated = new TreeMap<>();
    result
        .get("steps")
        .forEach(
            step -> updated.put(step.get("name").asText(), step.at("/counts/updated").asInt(0)));
    assertThat(updated).containsAllEntriesOf(written);
    assertThat(updated).doesNotContainKeys("fetch_deleted_visit_ids", "money");
  }

  private static String report(Chunks chunks) throws IOException {
    String report = Files.readString(chunks.planFile().resolveSibling("report.html"));
    Leaks.check(report);
    return report;
  }
}
