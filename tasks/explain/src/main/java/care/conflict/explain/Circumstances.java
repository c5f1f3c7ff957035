package care.conflict.explain;

import care.conflict.core.RuleVersion;
import care.conflict.core.Run;
import care.conflict.core.parameters.Parameters;
import care.conflict.core.parameters.Window;
import care.conflict.detection.Detection;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * By what it is judged.
 *
 * @param leastDelta how many of a pair's two visits must have changed lately; 0 of a chunk
 * @param ofChunks whether the next run is one of chunks, over the replica
 * @param cleansUp whether a run resolves what it does not find again
 * @param looksForEvents whether a run looks for in-service conflicts
 */
record Circumstances(
    String ruleVersion,
    Instant now,
    Window window,
    int leastDelta,
    int crowd,
    Measured measured,
    boolean ofChunks,
    boolean cleansUp,
    boolean looksForEvents) {

  /**
   * @param ofChunks such a run takes no notice of when a visit changed, and asks nobody whether it
   *     may mark
   */
  static Circumstances of(Run run, Instant now, Measured measured, boolean ofChunks) {
    return new Circumstances(
        RuleVersion.of(run.configuration()).orElseThrow(),
        now,
        ofChunks
            ? Window.around(now, run.configuration()).since(Instant.EPOCH)
            : Window.withDelta(now, run.configuration()),
        ofChunks ? 0 : Detection.leastDelta(run),
        run.get(Parameters.MAX_VISITS_PER_KEY),
        measured,
        ofChunks,
        ofChunks || run.get(Parameters.ENABLE_STALE_CLEANUP),
        !ofChunks && run.get(Parameters.ENABLE_INSERVICE));
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("rule_version", ruleVersion);
    json.put("now", now.toString());
    json.put("window_from", window.from().toString());
    json.put("window_to", window.to().toString());
    json.put("delta_from", ofChunks ? null : window.deltaFrom().orElseThrow().toString());
    json.put("least_delta", leastDelta);
    json.put("max_visits_per_key", crowd);
    json.put("measured_by", measured.runId().isEmpty() ? null : measured.runId());
    json.put("oldest_visit_date", measured.oldest().map(LocalDate::toString).orElse(null));
    return json;
  }
}
