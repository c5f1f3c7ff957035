package care.conflict.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The values in force, each with the place it came from. */
public final class Configuration {
  /** Where a value came from, as an error names it. */
  public enum Source {
    OPTION("command line"),
    ENVIRONMENT("environment"),
    FILE("configuration file"),
    DEFAULT("default");

    private final String words;

    Source(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  private record Value(Object parsed, String text, Source source) {}

  private final Map<Parameter<?>, Value> values;

  private Configuration(Map<Parameter<?>, Value> values) {
    this.values = values;
  }

  /**
   * Reads every parameter from options, environment, file, default, in this order of precedence. An
   * empty environment variable counts as absent. Problems are added to the list, all of them.
   */
  public static Configuration resolve(
      List<Parameter<?>> known,
      Map<String, String> options,
      Map<String, String> environment,
      Map<String, String> file,
      List<String> problems) {
    for (String key : file.keySet()) {
      if (known.stream().noneMatch(parameter -> parameter.name().equals(key))) {
        problems.add(unknown(key, Source.FILE, known.stream().map(Parameter::name).toList()));
      }
    }
    Map<Parameter<?>, Value> values = new LinkedHashMap<>();
    for (Parameter<?> parameter : known) {
      find(parameter, options, environment, file)
          .flatMap(found -> parse(parameter, found, problems))
          .ifPresent(value -> values.put(parameter, value));
    }
    return new Configuration(values);
  }

  private record Found(String text, Source source, String place) {}

  private static Optional<Found> find(
      Parameter<?> parameter,
      Map<String, String> options,
      Map<String, String> environment,
      Map<String, String> file) {
    if (options.containsKey(parameter.option())) {
      return Optional.of(
          new Found(options.get(parameter.option()), Source.OPTION, parameter.option()));
    }
    if (!environment.getOrDefault(parameter.env(), "").isEmpty()) {
      return Optional.of(
          new Found(environment.get(parameter.env()), Source.ENVIRONMENT, parameter.env()));
    }
    if (file.containsKey(parameter.name())) {
      return Optional.of(new Found(file.get(parameter.name()), Source.FILE, parameter.name()));
    }
    return Optional.ofNullable(parameter.defaultText())
        .map(text -> new Found(text, Source.DEFAULT, parameter.name()));
  }

  private static Optional<Value> parse(Parameter<?> parameter, Found found, List<String> problems) {
    try {
      return Optional.of(
          new Value(parameter.parser().apply(found.text()), found.text(), found.source()));
    } catch (IllegalArgumentException e) {
      String shown = parameter.secret() ? "the value" : '"' + found.text() + '"';
      problems.add(
          "%s (%s): %s is not %s"
              .formatted(found.place(), found.source().words(), shown, parameter.allowed()));
      return Optional.empty();
    }
  }

  /** The error for a name that is not known, with the nearest one that is. */
  public static String unknown(String name, Source source, Collection<String> known) {
    return "%s (%s): unknown name%s"
        .formatted(
            name,
            source.words(),
            NearestName.of(name, known).map(near -> "; did you mean " + near + "?").orElse(""));
  }

  /** The value; an error where it has neither value nor default. */
  public <T> T get(Parameter<T> parameter) {
    return find(parameter)
        .orElseThrow(() -> new IllegalStateException(parameter.name() + " has no value"));
  }

  /** The value, if there is one. */
  @SuppressWarnings("unchecked") // values holds for each parameter what its own parser made
  public <T> Optional<T> find(Parameter<T> parameter) {
    return Optional.ofNullable(values.get(parameter)).map(value -> (T) value.parsed());
  }

  /** Where the value came from. */
  public Optional<Source> source(Parameter<?> parameter) {
    return Optional.ofNullable(values.get(parameter)).map(Value::source);
  }

  /**
   * Everything in force as text, without secrets; of a URL without its query, which may hold some.
   */
  public Map<String, String> shown() {
    Map<String, String> shown = new LinkedHashMap<>();
    values.forEach(
        (parameter, value) -> {
          if (!parameter.secret()) {
            String text = value.text();
            int query = parameter.equals(Parameters.SNOWFLAKE_URL) ? text.indexOf('?') : -1;
            shown.put(parameter.name(), query < 0 ? text : text.substring(0, query));
          }
        });
    return shown;
  }

  /** The values that must never be shown. */
  public List<String> secrets() {
    List<String> secrets = new ArrayList<>();
    values.forEach(
        (parameter, value) -> {
          if (parameter.secret()) {
            secrets.add(value.text());
          }
        });
    return secrets;
  }
}
