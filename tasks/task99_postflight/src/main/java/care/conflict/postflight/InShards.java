package care.conflict.postflight;

import care.conflict.core.Run;
import care.conflict.report.Document;
import care.conflict.runtime.files.RunLocation;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A detection that was written in shards, told as one that writes by itself: finish_detection has
 * added up what its shards told.
 */
final class InShards {
  private static final String END = "finish_detection";
  private static final int NUMBER = "task02_00".length();

  private InShards() {}

  /** The document of a task; of a detection in shards with what its end says. */
  static Map<String, Object> told(Run run, String task, Map<String, Object> document)
      throws IOException {
    Document said = Document.of(document);
    boolean inShards = !said.within("details").text("shards").isEmpty();
    if (!inShards || !said.text("status").equals("success")) {
      return document;
    }
    Optional<Map<String, Object>> end =
        RunLocation.result(run, task.substring(0, NUMBER) + "_" + END)
            .filter(it -> isOf(said, Document.of(it)));
    return end.isPresent()
        ? together(document, end.get())
        : failed(document, "its shards have not come to an end", "Run finish_detection.");
  }

  /** Whether an end is that of this try of the detection, and not of an earlier one. */
  private static boolean isOf(Document detection, Document end) {
    return end.text("run_id").equals(detection.text("run_id"))
        && !ended(end).isBefore(ended(detection));
  }

  private static Instant ended(Document document) {
    return document.instant("ended_at").orElse(Instant.MIN);
  }

  private static Map<String, Object> together(
      Map<String, Object> detection, Map<String, Object> end) {
    Map<String, Object> both = new LinkedHashMap<>(detection);
    both.put("counts", bothOf(detection, end, "counts"));
    both.put("details", bothOf(detection, end, "details"));
    both.put("warnings", one(detection, end, "warnings"));
    both.put("steps", one(detection, end, "steps"));
    both.put("status", end.get("status"));
    both.put("error", end.get("error"));
    both.put("ended_at", end.get("ended_at"));
    Document.of(detection)
        .instant("started_at")
        .ifPresent(
            from ->
                both.put(
                    "duration_seconds",
                    Run.inSeconds(Duration.between(from, ended(Document.of(end))))));
    Object undone = Document.of(end).within("details").values().get("shards_not_done");
    boolean whole = !(undone instanceof List<?> some) || some.isEmpty();
    return whole || !"success".equals(end.get("status"))
        ? both
        : failed(both, "shard(s) not done: " + undone, "Clear them in Airflow.");
  }

  private static Map<String, Object> bothOf(
      Map<String, Object> first, Map<String, Object> second, String what) {
    Map<String, Object> both = new LinkedHashMap<>();
    for (Map<String, Object> document : List.of(first, second)) {
      Document.of(document).within(what).values().forEach((k, v) -> both.put(k.toString(), v));
    }
    return both;
  }

  private static List<Object> one(
      Map<String, Object> first, Map<String, Object> second, String what) {
    List<Object> all = new ArrayList<>();
    for (Map<String, Object> document : List.of(first, second)) {
      if (document.get(what) instanceof List<?> some) {
        all.addAll(some);
      }
    }
    return all;
  }

  private static Map<String, Object> failed(
      Map<String, Object> document, String why, String advice) {
    Map<String, Object> failed = new LinkedHashMap<>(document);
    failed.put("status", "failed");
    failed.put("error", Map.of("message", why, "step", "write_shard", "advice", advice));
    return failed;
  }
}
