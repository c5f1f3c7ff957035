package care.conflict.core.statements;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The statements of a step, found by name: {@code sql/<folder>/<name>.<dialect>.sql}, or {@code
 * sql/<folder>/<name>.sql} where both databases read it alike.
 *
 * <p>In a file, {@code :name} is a bound value, {@code ${name}} an identifier, {@code ${include
 * folder/name}} another file, {@code ${name(a, b)}} the expression {@code
 * sql/dialect/name.<dialect>.sql} with {@code $1}, {@code $2} replaced, and {@code
 * ${source(TABLE)}} a table of the source as {@link SourceColumns} reads it, {@code
 * ${as_written(TABLE)}} the same as it is written.
 */
public final class StepSql {
  /** Which database reads it. */
  public enum Dialect {
    SNOWFLAKE,
    POSTGRES;

    String suffix() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** Or what PostgreSQL calls a snapshot, which cannot be a bound value either. */
  private static final Pattern IDENTIFIER =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_]*|[0-9A-F]+-[0-9A-F]+-[0-9A-F]+");

  /** Where all of them lie, in the jar. */
  private static final String TOP = "sql/";

  private static final Pattern PLACE = Pattern.compile("\\$\\{([a-z0-9_]+)(?: ([a-z0-9_/+]+))?");

  private final String folder;
  private final Dialect dialect;
  private final Map<String, Supplier<String>> identifiers;
  private final SourceColumns source;
  private final Function<String, Optional<String>> others;

  private StepSql(
      String folder,
      Dialect dialect,
      Map<String, Supplier<String>> identifiers,
      SourceColumns source,
      Function<String, Optional<String>> others) {
    this.folder = folder;
    this.dialect = dialect;
    this.identifiers = identifiers;
    this.source = source;
    this.others = others;
  }

  public static StepSql of(String folder, Dialect dialect, Map<String, String> identifiers) {
    StepSql sql = new StepSql(folder, dialect, Map.of(), SourceColumns.ALL, StepSql::asInJar);
    for (Map.Entry<String, String> given : identifiers.entrySet()) {
      sql = sql.with(given.getKey(), given.getValue());
    }
    return sql;
  }

  /** The same statements for a source whose columns have these types. */
  public StepSql reading(SourceColumns columns) {
    return new StepSql(folder, dialect, identifiers, columns, others);
  }

  /**
   * The same statements where files of a folder like sql stand in the place of those of the jar.
   */
  public StepSql replacedBy(Path files) {
    return new StepSql(folder, dialect, identifiers, source, path -> inFolder(files, path));
  }

  private static Optional<String> asInJar(String path) {
    return Optional.empty();
  }

  private static Optional<String> inFolder(Path folder, String path) {
    Path file = folder.resolve(path.substring(TOP.length()));
    try {
      return Files.isRegularFile(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same statements with one identifier more. */
  public StepSql with(String identifier, String value) {
    checked(identifier, value);
    return with(identifier, () -> value);
  }

  /** Likewise, one that is asked for where a statement has it. */
  public StepSql with(String identifier, Supplier<String> value) {
    Map<String, Supplier<String>> more = new HashMap<>(identifiers);
    more.put(identifier, () -> checked(identifier, value.get()));
    return new StepSql(folder, dialect, more, source, others);
  }

  private static String checked(String name, String value) {
    if (!IDENTIFIER.matcher(value).matches()) {
      throw new IllegalArgumentException(name + ": not an identifier");
    }
    return value;
  }

  /** Lets PostgreSQL's planner know temporary tables, each as {@link Analyzed} says. */
  public static SqlText analyze(String... tables) {
    Map<String, Supplier<String>> analyzed = Map.of("analyzed", () -> Analyzed.said(tables));
    return new StepSql("store", Dialect.POSTGRES, analyzed, SourceColumns.ALL, StepSql::asInJar)
        .find("analyze");
  }

  /** The statement of that name; an error where there is none. */
  public SqlText find(String name) {
    String path = resource(folder + "/" + name);
    String statement = expand(read(path, ""), path);
    // Only now is it known which columns of its tables a statement names.
    return SqlText.parse(path, expand(source.read(statement), path));
  }

  /** The statement of that name that this dialect has of its own; empty where it needs none. */
  public Optional<SqlText> findOwn(String name) {
    return own(folder + "/" + name).map(path -> find(name));
  }

  /** The files that the statement of that name is made of, by their paths below sql. */
  public Set<String> files(String name) {
    Set<String> files = new TreeSet<>();
    Function<String, Optional<String>> noting =
        path -> {
          files.add(path.substring(TOP.length()));
          return others.apply(path);
        };
    new StepSql(folder, dialect, identifiers, source, noting).find(name);
    return files;
  }

  private String resource(String name) {
    return own(name).orElse(TOP + name + ".sql");
  }

  private Optional<String> own(String name) {
    String path = TOP + name + "." + dialect.suffix() + ".sql";
    return Optional.of(path).filter(it -> StepSql.class.getClassLoader().getResource(it) != null);
  }

  /** What stands in a file; {@code from} begins the message where there is none. */
  private String read(String path, String from) {
    return others
        .apply(path)
        .or(() -> inJar(path))
        .orElseThrow(() -> new IllegalArgumentException(from + "no statement " + path))
        .strip();
  }

  /** The text of a file of that path below sql, as the jar has it; empty where it has none. */
  public static Optional<String> text(String path) {
    return inJar(TOP + path);
  }

  private static Optional<String> inJar(String path) {
    try (InputStream in = StepSql.class.getClassLoader().getResourceAsStream(path)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String expand(String text, String path) {
    StringBuilder expanded = new StringBuilder();
    int at = 0;
    Matcher place = PLACE.matcher(text);
    while (place.find(at)) {
      expanded.append(text, at, place.start());
      int after = place.end();
      String name = place.group(1);
      if (place.group(2) != null && (name.equals("columns") || name.equals("each"))) {
        int end = text.indexOf('}', after);
        if (end < 0) {
          throw new IllegalArgumentException(path + ": ${" + name + " is not closed");
        }
        String separator = name.equals("columns") ? ",\n    " : "\n    ";
        String template = text.substring(after, end).strip();
        List<String> said = ConflictRow.said(place.group(2), template);
        if (said.isEmpty()) {
          throw new IllegalArgumentException(
              "%s: no column of conflictvisitmaps is in the list %s"
                  .formatted(path, place.group(2)));
        }
        expanded.append(String.join(separator, said));
        after = end;
      } else if (place.group(2) != null) {
        String included = resource(place.group(2));
        expanded.append(expand(read(included, path + ": "), included));
      } else if (text.startsWith("(", after)) {
        List<String> arguments = new ArrayList<>();
        after = arguments(text, after + 1, arguments, path);
        expanded.append(
            SourceColumns.PLACES.contains(name)
                ? SourceColumns.place(name, arguments)
                : macro(name, arguments, path));
      } else if (identifiers.containsKey(name)) {
        expanded.append(identifiers.get(name).get());
      } else {
        throw new IllegalArgumentException(path + ": unknown ${" + name + "}");
      }
      if (after >= text.length() || text.charAt(after) != '}') {
        throw new IllegalArgumentException(path + ": ${" + name + " is not closed");
      }
      at = after + 1;
    }
    return expanded.append(text.substring(at)).toString();
  }

  private String macro(String name, List<String> arguments, String from) {
    String path = resource("dialect/" + name);
    String text = expand(read(path, from + ": "), path).replaceAll("(?m)^--.*\n?", "").strip();
    for (int i = arguments.size(); i >= 1; i--) {
      text = text.replace("$" + i, expand(arguments.get(i - 1), path));
    }
    return text;
  }

  /** Reads arguments up to the closing parenthesis; returns the place after it. */
  private static int arguments(String text, int from, List<String> arguments, String path) {
    int depth = 0;
    int begin = from;
    for (int at = from; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '(') {
        depth++;
      } else if (c == ')' && depth > 0) {
        depth--;
      } else if (depth == 0 && (c == ',' || c == ')')) {
        arguments.add(text.substring(begin, at).strip());
        begin = at + 1;
        if (c == ')') {
          return at + 1;
        }
      }
    }
    throw new IllegalArgumentException(path + ": a parenthesis is not closed");
  }
}
