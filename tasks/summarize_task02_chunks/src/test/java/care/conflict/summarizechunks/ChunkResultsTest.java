package care.conflict.summarizechunks;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.core.Run;
import care.conflict.report.Status;
import care.conflict.report.TaskResult;
import care.conflict.testing.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChunkResultsTest {
  private static final String STATUS = "task03_status_management";

  @TempDir Path folder;

  @Test
  void aTaskThatWasKilledInItsSecondTryIsNotToldByItsFirst() throws IOException {
    Run run = Runs.of("summarize_task02_chunks", "run", Map.of("RUN_LOCATION", folder.toString()));
    Files.writeString(
        folder.resolve(STATUS + ".json"),
        """
        {"task": "%s", "run_id": "run", "status": "success", "ended_at": "2026-03-11T12:10:00Z"}"""
            .formatted(STATUS));
    assertThat(status(run)).isEqualTo(Status.SUCCESS);
    Files.writeString(
        folder.resolve(STATUS + ".started"),
        "run 2026-03-11T12:20:00.123456Z" + System.lineSeparator());
    assertThat(status(run)).isEqualTo(Status.FAILED);
  }

  private static Status status(Run run) {
    return ChunkResults.read(run, List.of()).tasks(new Summary(List.of(), Map.of())).stream()
        .filter(task -> task.task().equals(STATUS))
        .map(TaskResult::status)
        .findFirst()
        .orElseThrow();
  }
}
