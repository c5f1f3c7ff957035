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
 * @param leastDelta how many of a pair's two visits must have changed lately
 */
record Circumstances(
    String ruleVersion, Instant now, Window window, int leastDelta, int crowd, Measured measured) {

  static Circumstances of(Run run, Instant now, Measured measured) {
    return new Circumstances(
        RuleVersion.of(run.configuration()).orElseThrow(),
        now,
        Window.withDelta(now, run.configuration()),
        Detection.leastDelta(run),
        run.get(Parameters.MAX_VISITS_PER_KEY),
        measured);
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("rule_version", ruleVersion);
    json.put("now", now.toString());
    json.put("window_from", window.from().toString());
    json.put("window_to", window.to().toString());
    json.put("delta_from", window.deltaFrom().orElseThrow().toString());
    json.put("least_delta", leastDelta);
    json.put("max_visits_per_key", crowd);
    json.put("measured_by", measured.runId().isEmpty() ? null : measured.runId());
    json.put("oldest_visit_date", measured.oldest().map(LocalDate::toString).orElse(null));
    return json;
  }
}
