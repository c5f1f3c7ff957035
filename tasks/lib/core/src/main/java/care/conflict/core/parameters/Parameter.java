package care.conflict.core.parameters;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One parameter: its names, its default, what it allows. Described here once for options,
 * environment, configuration file and help.
 *
 * @param name snake case, the key of the configuration file
 * @param group the heading it stands under in the help
 * @param secret a secret has no option (argument lists can be read by others) and is never shown
 * @param defaultText as somebody would write it; null where there is none
 * @param schema what a value must be, for programs: its type and limits as JSON Schema names them
 * @param allowed the same in words, to follow "is not"
 * @param takesEmpty whether an empty environment variable is a value of its own, where it else
 *     counts as absent
 * @param parser throws IllegalArgumentException on what is not allowed
 */
public record Parameter<T>(
    String name,
    Group group,
    boolean secret,
    @Nullable String defaultText,
    Map<String, Object> schema,
    String allowed,
    String description,
    boolean takesEmpty,
    Function<String, T> parser) {
  private static final Map<String, Object> TEXT = Map.of("type", "string");

  Parameter(
      String name,
      Group group,
      boolean secret,
      @Nullable String defaultText,
      Map<String, Object> schema,
      String allowed,
      String description,
      Function<String, T> parser) {
    this(name, group, secret, defaultText, schema, allowed, description, false, parser);
  }

  /** The headings of the help. */
  public enum Group {
    RUN("The run"),
    DETECTION("Detection"),
    SOURCE("The source's gate"),
    CHUNKS("Chunks"),
    LOCK("The lock"),
    WAREHOUSE("Warehouse (Snowflake)"),
    STORE("Operational store (PostgreSQL)"),
    MAIL("Report by mail"),
    NAMES("Names");

    private final String title;

    Group(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }
  }

  /** Equal by name: names are unique, and what records make for this by themselves loads slowly. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Parameter<?> it && name.equals(it.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  /** The environment variable. */
  public String env() {
    return name.toUpperCase(Locale.ROOT);
  }

  /** The command-line option, {@code --lookback-hours}. */
  public String option() {
    return "--" + name.replace('_', '-');
  }

  /** A whole number from {@code min} to {@code max}. */
  public static Parameter<Integer> whole(
      Group group, String name, @Nullable Integer byDefault, int min, int max, String description) {
    String allowed =
        max == Integer.MAX_VALUE
            ? "a whole number of at least " + min
            : "a whole number from " + min + " to " + max;
    return new Parameter<>(
        name,
        group,
        false,
        byDefault == null ? null : byDefault.toString(),
        Map.of("type", "integer", "minimum", min, "maximum", max),
        allowed,
        description,
        text -> (int) within(text, min, max));
  }

  /** The number of a stored row, a bigint. */
  public static Parameter<Long> id(Group group, String name, String description) {
    return new Parameter<>(
        name,
        group,
        false,
        null,
        Map.of("type", "integer", "minimum", 1),
        "a whole number of at least 1",
        description,
        text -> within(text, 1, Long.MAX_VALUE));
  }

  private static long within(String text, long min, long max) {
    long value = Long.parseLong(text.strip());
    if (value < min || value > max) {
      throw new IllegalArgumentException("out of range");
    }
    return value;
  }

  /** {@code true} or {@code false}. */
  public static Parameter<Boolean> flag(
      Group group, String name, boolean byDefault, String description) {
    return new Parameter<>(
        name,
        group,
        false,
        Boolean.toString(byDefault),
        Map.of("type", "boolean"),
        "true or false",
        description,
        text ->
            switch (text.strip().toLowerCase(Locale.ROOT)) {
              case "true" -> true;
              case "false" -> false;
              default -> throw new IllegalArgumentException("neither");
            });
  }

  /** Any text. */
  public static Parameter<String> text(
      Group group, String name, @Nullable String byDefault, String description) {
    return new Parameter<>(
        name, group, false, byDefault, TEXT, "a text", description, text -> text);
  }

  /** Any text; an empty one says something else than the default. */
  public static Parameter<String> textOrEmpty(
      Group group, String name, @Nullable String byDefault, String description) {
    return new Parameter<>(
        name, group, false, byDefault, TEXT, "a text", description, true, String::strip);
  }

  /** A text that is never shown. */
  public static Parameter<String> secret(Group group, String name, String description) {
    return new Parameter<>(name, group, true, null, TEXT, "a text", description, text -> text);
  }

  /** A text that matches a regular expression. */
  public static Parameter<String> matching(
      Group group,
      String name,
      @Nullable String byDefault,
      String pattern,
      String allowed,
      String description) {
    return new Parameter<>(
        name,
        group,
        false,
        byDefault,
        TEXT,
        allowed,
        description,
        text -> {
          if (!text.matches(pattern)) {
            throw new IllegalArgumentException("does not match");
          }
          return text;
        });
  }

  /** Texts separated by commas, as {@code allowed} says. */
  public static Parameter<List<String>> list(
      Group group,
      String name,
      @Nullable String byDefault,
      Map<String, Object> item,
      String allowed,
      String description,
      Function<String, List<String>> parser) {
    Map<String, Object> schema = Map.of("type", "array", "items", new TreeMap<>(item));
    return new Parameter<>(name, group, false, byDefault, schema, allowed, description, parser);
  }

  /** A point in time. */
  static Parameter<Instant> instant(
      Group group, String name, String description, Function<String, Instant> parser) {
    String allowed = "an ISO date and time, read as UTC";
    return new Parameter<>(name, group, false, null, TEXT, allowed, description, parser);
  }
}
