package care.conflict.stages.shards;

import care.conflict.core.Counts;
import care.conflict.core.Run;
import care.conflict.core.Warning;
import care.conflict.runtime.files.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a part of a detection came to, to be added up.
 *
 * @param counts by what happened to rows
 * @param byRule likewise, of each rule
 */
record Told(Counts counts, Map<String, Map<String, Long>> byRule, List<Warning> warnings) {
  static final Told NOTHING = new Told(Counts.NONE, Map.of(), List.of());
  private static final String BY_RULE = "by_rule";

  /** What this task has come to so far. */
  static Told of(Run run) {
    return new Told(run.counts(), byRule(run.details().get(BY_RULE)), run.warned());
  }

  static Told read(String json) {
    try {
      Map<String, Object> told = Json.map(json);
      Counts counts = Counts.NONE;
      for (Map.Entry<String, Long> each : numbers(told.get("counts")).entrySet()) {
        counts = counts.and(each.getKey(), each.getValue());
      }
      List<Warning> warnings = new ArrayList<>();
      if (told.get("warnings") instanceof List<?> all) {
        all.forEach(it -> warnings.add(Warning.read(it)));
      }
      return new Told(counts, byRule(told.get(BY_RULE)), warnings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Map<String, Long>> byRule(@Nullable Object values) {
    Map<String, Map<String, Long>> byRule = new LinkedHashMap<>();
    if (values instanceof Map<?, ?> rules) {
      rules.forEach((rule, rows) -> byRule.put(rule.toString(), numbers(rows)));
    }
    return byRule;
  }

  private static Map<String, Long> numbers(@Nullable Object values) {
    Map<String, Long> numbers = new LinkedHashMap<>();
    if (values instanceof Map<?, ?> all) {
      all.forEach((name, rows) -> numbers.put(name.toString(), ((Number) rows).longValue()));
    }
    return numbers;
  }

  String json() {
    return Json.of(
        Map.of(
            "counts",
            counts.asMap(),
            BY_RULE,
            byRule,
            "warnings",
            warnings.stream().map(Warning::asValue).toList()));
  }

  /** Both together. */
  Told plus(Told other) {
    Map<String, Map<String, Long>> rules = new LinkedHashMap<>();
    for (Told told : List.of(this, other)) {
      told.byRule.forEach(
          (rule, rows) ->
              rows.forEach(
                  (what, more) ->
                      rules
                          .computeIfAbsent(rule, name -> new LinkedHashMap<>())
                          .merge(what, more, Long::sum)));
    }
    List<Warning> said = new ArrayList<>(warnings);
    said.addAll(other.warnings);
    return new Told(counts.plus(other.counts), rules, said);
  }

  /** Tells the rows by rule in the task's result, where there are any. */
  void tellByRule(Run run) {
    if (!byRule.isEmpty()) {
      run.detail(BY_RULE, byRule);
    }
  }
}
