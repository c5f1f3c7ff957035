package care.conflict.report;

import care.conflict.core.Run;
import care.conflict.runtime.files.RunLocation;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** What the last try of a task said of itself in the run location. */
public final class LastTry {
  private LastTry() {}

  /**
   * The result document; of a try that began and told no end, one that says so: an earlier try's is
   * not its.
   */
  public static Optional<Map<String, Object>> told(Run run, String task) throws IOException {
    Optional<Map<String, Object>> document = RunLocation.result(run, task);
    Optional<Instant> begun =
        RunLocation.begun(run, task).filter(it -> !endedSince(document.map(Document::of), it));
    return begun.isPresent() ? Optional.of(killed(run, task, begun.get())) : document;
  }

  private static boolean endedSince(Optional<Document> document, Instant begun) {
    return document
        .flatMap(it -> it.instant("ended_at"))
        .filter(ended -> !ended.isBefore(begun.truncatedTo(ChronoUnit.MILLIS)))
        .isPresent();
  }

  private static Map<String, Object> killed(Run run, String task, Instant begun) {
    return Map.of(
        "task",
        task,
        "run_id",
        run.runId(),
        "status",
        "failed",
        "started_at",
        begun,
        "error",
        Map.of(
            "message", "began and told no end: killed, or out of memory",
            "step", "",
            "advice", "See its log. What it had not committed is as before."));
  }
}
