package care.conflict.core.parameters;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The values in force, each with the place it came from. */
public final class Configuration {
  /** Where a value came from, as an error names it. */
  public enum Source {
    OPTION("command line"),
    ENVIRONMENT("environment"),
    FILE("configuration file"),
    SECRET("secret"),
    DEFAULT("default");

    private final String words;

    Source(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  /** What is only said to be in a secret has neither value nor text. */
  private record Value(
      @Nullable Object parsed, @Nullable String text, Source source, String origin) {}

  /** Who reads it, and which of it by their own account. */
  private record Reader(String name, Predicate<Parameter<?>> mayRead) {}

  /** Who logs in, as a URL names them: in front of the host. */
  private static final Pattern LOGIN = Pattern.compile("//[^/]*@");

  private static final Pattern QUERY = Pattern.compile("[?;&#].*", Pattern.DOTALL);

  private static final Reader ANYBODY = new Reader("", parameter -> true);

  /** What Java makes of a byte that is no letter to the locale. */
  private static final char UNREADABLE = '\uFFFD';

  private final Map<Parameter<?>, Value> values;
  private final Set<Parameter<?>> refused;
  private final Reader reader;

  private Configuration(Map<Parameter<?>, Value> values, Set<Parameter<?>> refused, Reader reader) {
    this.values = values;
    this.refused = refused;
    this.reader = reader;
  }

  /**
   * Reads every parameter from options, environment, file, default, in this order of precedence. An
   * empty environment variable counts as absent, but where empty is a value. Problems are added to
   * the list, all of them.
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
    Configuration made = new Configuration(new LinkedHashMap<>(), new HashSet<>(), ANYBODY);
    for (Parameter<?> parameter : known) {
      find(parameter, options, environment, file)
          .ifPresent(found -> made.take(parameter, found, problems));
    }
    return made;
  }

  private record Found(String text, Source source, String place, String origin) {
    Found(String text, Source source, String place) {
      this(text, source, place, source.words());
    }
  }

  private static Optional<Found> find(
      Parameter<?> parameter,
      Map<String, String> options,
      Map<String, String> environment,
      Map<String, String> file) {
    if (options.containsKey(parameter.option())) {
      return Optional.of(
          new Found(options.get(parameter.option()), Source.OPTION, parameter.option()));
    }
    String variable = environment.get(parameter.env());
    if (variable != null && (parameter.takesEmpty() || !variable.isEmpty())) {
      return Optional.of(new Found(variable, Source.ENVIRONMENT, parameter.env()));
    }
    if (file.containsKey(parameter.name())) {
      return Optional.of(new Found(file.get(parameter.name()), Source.FILE, parameter.name()));
    }
    return Optional.ofNullable(parameter.defaultText())
        .map(text -> new Found(text, Source.DEFAULT, parameter.name()));
  }

  private void take(Parameter<?> parameter, Found found, List<String> problems) {
    parse(parameter, found, problems)
        .ifPresentOrElse(value -> values.put(parameter, value), () -> refused.add(parameter));
  }

  private static Optional<Value> parse(Parameter<?> parameter, Found found, List<String> problems) {
    if (found.source() == Source.ENVIRONMENT && found.text().indexOf(UNREADABLE) >= 0) {
      problems.add(
          "%s (%s): the value has letters that Java cannot read in this locale; set LANG=C.UTF-8"
              .formatted(found.place(), found.origin()));
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Value(
              parameter.parser().apply(found.text()),
              found.text(),
              found.source(),
              found.origin()));
    } catch (IllegalArgumentException e) {
      boolean hidden = parameter.secret() || found.source() == Source.SECRET;
      String shown = hidden ? "the value" : '"' + shown(parameter, found.text()) + '"';
      problems.add(
          "%s (%s): %s is not %s"
              .formatted(found.place(), found.origin(), shown, parameter.allowed()));
      return Optional.empty();
    }
  }

  /**
   * The same with what a secret holds, for the parameters that are not given otherwise.
   *
   * @param secret its name
   * @param texts the text of each parameter that is in it
   */
  public Configuration with(String secret, Map<Parameter<?>, String> texts, List<String> problems) {
    Configuration more = copy();
    texts.forEach(
        (parameter, text) -> {
          if (!isGiven(parameter)) {
            more.take(
                parameter,
                new Found(text, Source.SECRET, parameter.name(), origin(secret)),
                problems);
          }
        });
    return more;
  }

  /** The same with this value, as it is given at that place, instead of what it was. */
  public Configuration with(
      Parameter<?> parameter, String text, String place, List<String> problems) {
    Configuration other = copy();
    other.take(parameter, new Found(text, Source.OPTION, place), problems);
    return other;
  }

  /** The same where a secret is said to hold these parameters, and is not looked into. */
  public Configuration promised(String secret, List<Parameter<?>> parameters) {
    Configuration more = copy();
    for (Parameter<?> parameter : parameters) {
      if (!isGiven(parameter)) {
        more.values.put(parameter, new Value(null, null, Source.SECRET, origin(secret)));
      }
    }
    return more;
  }

  private Configuration copy() {
    return new Configuration(new LinkedHashMap<>(values), new HashSet<>(refused), reader);
  }

  /**
   * The same for a command, which says what it reads: where assertions are on, as in tests, it
   * fails where it reads another value.
   */
  public Configuration readable(String command, Predicate<Parameter<?>> mayRead) {
    return new Configuration(values, refused, new Reader(command, mayRead));
  }

  private static String origin(String secret) {
    return Source.SECRET.words() + " " + secret;
  }

  /** Whether somebody gave it a value, by whatever way. */
  public boolean isGiven(Parameter<?> parameter) {
    return source(parameter).filter(it -> it != Source.DEFAULT).isPresent();
  }

  /** Whether a value was given that is not allowed: then it has none. */
  public boolean isRefused(Parameter<?> parameter) {
    return refused.contains(parameter);
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
    assert reader.mayRead().test(parameter)
        : "%s reads %s, which its head does not name".formatted(reader.name(), parameter.name());
    return Optional.ofNullable(values.get(parameter)).map(value -> (T) value.parsed());
  }

  /** Where the value came from. */
  public Optional<Source> source(Parameter<?> parameter) {
    return Optional.ofNullable(values.get(parameter)).map(Value::source);
  }

  /** Where the value came from, in words; of a secret with its name. */
  public Optional<String> origin(Parameter<?> parameter) {
    return Optional.ofNullable(values.get(parameter)).map(Value::origin);
  }

  /** Where the value was given, as an error names it; of none where it is to be given. */
  public String place(Parameter<?> parameter) {
    Value value = values.get(parameter);
    return value == null
        ? "%s (%s)".formatted(parameter.option(), Source.OPTION.words())
        : "%s (%s)"
            .formatted(
                switch (value.source()) {
                  case OPTION -> parameter.option();
                  case ENVIRONMENT -> parameter.env();
                  case FILE, SECRET, DEFAULT -> parameter.name();
                },
                value.origin());
  }

  /** Everything in force as text, without secrets. */
  public Map<String, String> shown() {
    Map<String, String> shown = new LinkedHashMap<>();
    values.forEach(
        (parameter, value) -> {
          if (!parameter.secret() && value.text() != null) {
            shown.put(parameter.name(), shown(parameter, value.text()));
          }
        });
    return shown;
  }

  /** Of a URL neither who logs in nor the query: either may hold a password. */
  private static String shown(Parameter<?> parameter, String text) {
    String withoutLogin = LOGIN.matcher(text).replaceAll("//…@");
    return parameter.equals(Parameters.SNOWFLAKE_URL)
        ? QUERY.matcher(withoutLogin).replaceFirst("")
        : withoutLogin;
  }

  /** The values that must never be shown. */
  public List<String> secrets() {
    List<String> secrets = new ArrayList<>();
    values.forEach(
        (parameter, value) -> {
          if (parameter.secret() && value.text() != null) {
            secrets.add(value.text());
          }
        });
    return secrets;
  }
}
