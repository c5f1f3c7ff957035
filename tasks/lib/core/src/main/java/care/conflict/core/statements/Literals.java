package care.conflict.core.statements;

import static care.conflict.core.statements.StepSql.Dialect.SNOWFLAKE;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes values into a statement, for a person who runs it by hand; never used to run one. */
public final class Literals {
  private Literals() {}

  /**
   * Several statements under a comment, to be run in one session: each under its name, and ended.
   *
   * @param values a value that is a statement's text stands as it is
   */
  public static String script(
      StepSql.Dialect dialect, String comment, Stream<SqlText> statements, Map<String, ?> values) {
    return Stream.concat(
            Stream.of("-- " + comment),
            statements.map(it -> "-- " + it.name() + "\n" + fill(dialect, it, values) + "\n;"))
        .collect(Collectors.joining("\n"));
  }

  /** The statement with its question marks replaced. */
  public static String fill(StepSql.Dialect dialect, SqlText sql, Map<String, ?> values) {
    List<Object> bound = sql.bind(values);
    StringBuilder filled = new StringBuilder();
    String text = sql.sql();
    int next = 0;
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      quoted ^= c == '\'';
      if (c == '?' && !quoted) {
        filled.append(literal(dialect, bound.get(next++)));
      } else {
        filled.append(c);
      }
    }
    return filled.toString();
  }

  private static String literal(StepSql.Dialect dialect, @Nullable Object value) {
    if (value == null) {
      return "NULL";
    }
    if (value instanceof Number || value instanceof Boolean) {
      return value.toString();
    }
    if (value instanceof SqlText expression) {
      return expression.sql();
    }
    String text = value.toString().replace("'", "''");
    // To Snowflake a backslash in a text is no character of its own; to PostgreSQL it is.
    return "'" + (dialect == SNOWFLAKE ? text.replace("\\", "\\\\") : text) + "'";
  }
}
