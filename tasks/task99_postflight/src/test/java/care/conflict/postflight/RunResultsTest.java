package care.conflict.postflight;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.core.Run;
import care.conflict.report.Status;
import care.conflict.report.TaskResult;
import care.conflict.testing.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a run counts as a whole success, by what its tasks left. */
final class RunResultsTest {
  private static final String DETECTION = "task02_00_conflict_update";
  private static final String STATUS = "task03_status_management";

  @TempDir Path folder;

  private Run run;

  @BeforeEach
  void begin() {
    run = Runs.of("task99_postflight", "run", Map.of("RUN_LOCATION", folder.toString()));
  }

  private void ended(String task, String status, String at) throws IOException {
    ended("run", task, status, at);
  }

  private void ended(String runId, String task, String status, String at) throws IOException {
    Files.writeString(
        folder.resolve(task + ".json"),
        "{\"task\": \"%s\", \"run_id\": \"%s\", \"status\": \"%s\", \"ended_at\": \"2026-03-11T%sZ\"}"
            .formatted(task, runId, status, at));
  }

  private void began(String runId, String task, String at) throws IOException {
    Files.writeString(
        folder.resolve(task + ".started"), "%s 2026-03-11T%s.123456Z%n".formatted(runId, at));
  }

  private boolean allDone() {
    return RunResults.read(run).allDone();
  }

  @Test
  void allThatRanCameToItsEndAndDetectionWasAmongIt() throws IOException {
    ended(DETECTION, "success", "12:10:00");
    assertThat(allDone()).isTrue();
    ended("task02_01_inservice_conflict", "skipped", "12:11:00");
    ended(STATUS, "success", "12:12:00");
    assertThat(allDone()).isTrue();
  }

  @Test
  void withoutDetectionNothingWasBroughtUpToDate() throws IOException {
    assertThat(allDone()).isFalse();
    ended(STATUS, "success", "12:10:00");
    assertThat(allDone()).isFalse();
    ended(DETECTION, "skipped", "12:10:00");
    assertThat(allDone()).isFalse();
  }

  @Test
  void aTaskThatFailedOrWasStoppedSpoilsIt() throws IOException {
    for (String status : List.of("failed", "interrupted", "odd")) {
      ended(DETECTION, "success", "12:10:00");
      ended(STATUS, status, "12:12:00");
      assertThat(allDone()).as(status).isFalse();
    }
  }

  @Test
  void aTaskThatBeganAndToldNoEndWasKilled() throws IOException {
    ended(DETECTION, "success", "12:10:00");
    began("run", DETECTION, "12:09:00");
    assertThat(allDone()).isTrue();
    began("run", STATUS, "12:11:00");
    assertThat(allDone()).isFalse();
    assertThat(killed()).containsExactly(STATUS);
    ended(STATUS, "success", "12:12:00");
    assertThat(killed()).isEmpty();
    assertThat(allDone()).isTrue();
  }

  @Test
  void aTaskThatWasClearedAndThenKilledIsNotSavedByWhatItToldBefore() throws IOException {
    ended(DETECTION, "success", "12:10:00");
    began("run", DETECTION, "12:20:00");
    assertThat(allDone()).isFalse();
    assertThat(killed()).containsExactly(DETECTION);
  }

  /** The tasks that the report calls failed, since they told no end. */
  private List<String> killed() {
    return RunResults.read(run).tasks().stream()
        .filter(task -> task.status() == Status.FAILED)
        .filter(task -> task.error().orElseThrow().message().startsWith("began and told no end"))
        .map(TaskResult::task)
        .toList();
  }

  @Test
  void whatAnotherRunLeftInTheSamePlaceCountsForNothing() throws IOException {
    ended("other", DETECTION, "success", "12:10:00");
    assertThat(allDone()).isFalse();
    ended(DETECTION, "success", "12:10:00");
    ended("other", STATUS, "failed", "11:00:00");
    began("other", STATUS, "11:30:00");
    assertThat(allDone()).isTrue();
  }

  @Test
  void aResultThatCannotBeReadIsAWarningAndNoSuccess() throws IOException {
    ended(DETECTION, "success", "12:10:00");
    Files.writeString(folder.resolve(STATUS + ".json"), "no JSON");
    assertThat(allDone()).isFalse();
    assertThat(run.warnings())
        .anyMatch(it -> it.startsWith(STATUS + ": its result cannot be read"));
    assertThat(RunResults.read(run).tasks()).hasSize(5);
  }

  private void detectedInShards() throws IOException {
    Files.writeString(
        folder.resolve(DETECTION + ".json"),
        """
        {"task": "task02_00_conflict_update", "run_id": "run", "status": "success",
         "started_at": "2026-03-11T12:00:00Z", "ended_at": "2026-03-11T12:10:00Z",
         "counts": {"delta_keys": 7}, "steps": [{"name": "pairs"}], "warnings": ["left out"],
         "details": {"shards": 8, "rule_version": "0a1b2c3d"}, "error": null}""");
  }

  private void endedShards(String status, String at, String notDone) throws IOException {
    Files.writeString(
        folder.resolve("task02_00_finish_detection.json"),
        """
        {"task": "finish_detection", "run_id": "run", "status": "%s", "ended_at": "2026-03-11T%sZ",
         "counts": {"inserted": 12, "resolved": 3}, "steps": [{"name": "stale_cleanup"}], "warnings": ["shard 3: cut"],
         "details": {"shards_not_done": [%s], "by_rule": {"DistanceFlag": {"inserted": 12}}}, "error": null}"""
            .formatted(status, at, notDone));
  }

  private TaskResult detection() {
    return RunResults.read(run).tasks().stream()
        .filter(task -> task.task().equals(DETECTION))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aDetectionInShardsTellsWhatItsShardsCameTo() throws IOException {
    detectedInShards();
    endedShards("success", "12:20:00", "");
    assertThat(allDone()).isTrue();
    assertThat(detection().counts())
        .isEqualTo(Map.of("delta_keys", 7L, "inserted", 12L, "resolved", 3L));
    assertThat(detection().byRule()).containsKey("DistanceFlag");
    assertThat(detection().warnings()).containsExactly("left out", "shard 3: cut");
    assertThat(detection().duration()).contains(Duration.ofMinutes(20));
    assertThat(detection().ruleVersions()).containsExactly("0a1b2c3d");
  }

  @Test
  void aShardThatIsNotDoneIsADetectionThatFailed() throws IOException {
    detectedInShards();
    endedShards("success", "12:20:00", "3, 5");
    assertThat(allDone()).isFalse();
    assertThat(detection().error().orElseThrow().message()).contains("[3, 5]");
  }

  @Test
  void shardsWithoutAnEndOfTheirOwnHaveNotComeToOne() throws IOException {
    detectedInShards();
    assertThat(allDone()).isFalse();
    endedShards("success", "12:05:00", "");
    assertThat(allDone()).as("of an earlier try").isFalse();
    endedShards("failed", "12:20:00", "");
    assertThat(allDone()).isFalse();
  }
}
