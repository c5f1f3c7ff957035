package care.conflict.validateconfig;

import care.conflict.core.RuleVersion;
import care.conflict.core.Run;
import care.conflict.core.parameters.Configuration;
import care.conflict.core.parameters.Parameter;
import care.conflict.core.parameters.Parameters;
import care.conflict.runtime.files.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The configuration in force, for people and for programs; secrets are only said to be set. */
record Answer(
    List<Line> lines, Optional<String> rules, List<String> problems, List<String> warnings) {
  private static final String HIDDEN = "(set, hidden)";
  private static final String NOT_FETCHED = "(not fetched)";
  private static final String NOT_SET = "not set";
  private static final String WRONG = "wrong";

  /** A parameter: where its value came from, and the value where there is one. */
  record Line(Parameter<?> parameter, String source, String value) {}

  static Answer of(Run run, List<String> warnings) {
    Configuration configuration = run.configuration();
    Map<String, String> shown = configuration.shown();
    List<Line> lines = new ArrayList<>();
    for (Parameter<?> parameter : Parameters.ALL) {
      String source =
          configuration
              .origin(parameter)
              .orElse(configuration.isRefused(parameter) ? WRONG : NOT_SET);
      lines.add(new Line(parameter, source, value(parameter, configuration, shown)));
    }
    return new Answer(lines, RuleVersion.of(configuration), run.problems(), warnings);
  }

  private static String value(
      Parameter<?> parameter, Configuration configuration, Map<String, String> shown) {
    if (configuration.source(parameter).isPresent() && configuration.find(parameter).isEmpty()) {
      return NOT_FETCHED;
    }
    boolean hidden = parameter.secret() && configuration.find(parameter).isPresent();
    return hidden ? HIDDEN : shown.getOrDefault(parameter.name(), "");
  }

  /** Name to value and source, for the result document. */
  Map<String, Map<String, String>> values() {
    Map<String, Map<String, String>> values = new LinkedHashMap<>();
    lines.forEach(
        line ->
            values.put(
                line.parameter().name(), Map.of("value", line.value(), "source", line.source())));
    return values;
  }

  String json() {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("valid", problems.isEmpty());
    answer.put("problems", problems);
    answer.put("warnings", warnings);
    answer.put(RuleVersion.NAME, rules.orElse(null));
    answer.put("parameters", values());
    return Json.of(answer);
  }

  String text() {
    int names = lines.stream().mapToInt(it -> it.parameter().name().length()).max().orElse(1);
    int sources = lines.stream().mapToInt(it -> it.source().length()).max().orElse(1);
    String form = "  %-" + names + "s  %-" + sources + "s  %s";
    StringBuilder text = new StringBuilder();
    Parameter.Group group = null;
    for (Line line : lines) {
      if (line.parameter().group() != group) {
        group = line.parameter().group();
        text.append(group.title()).append('\n');
      }
      String shown = form.formatted(line.parameter().name(), line.source(), line.value());
      text.append(shown.stripTrailing()).append('\n');
    }
    rules.ifPresent(version -> text.append("rules ").append(version).append('\n'));
    warnings.forEach(warning -> text.append("warning: ").append(warning).append('\n'));
    problems.forEach(problem -> text.append("problem: ").append(problem).append('\n'));
    return text.append(
            problems.isEmpty()
                ? "The configuration is complete. No connection was made.\n"
                : problems.size() + " problem(s). Correct the configuration; a retry is useless.\n")
        .toString();
  }
}
