package care.conflict.warehouse;

import care.conflict.core.SqlText;
import java.util.List;
import java.util.Map;

/** Writes values into a statement, for a person who runs it by hand; never used to run one. */
public final class Literals {
  private Literals() {}

  /** The statement with its question marks replaced. */
  public static String fill(SqlText sql, Map<String, ?> values) {
    List<Object> bound = sql.bind(values);
    StringBuilder filled = new StringBuilder();
    String text = sql.sql();
    int next = 0;
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      quoted ^= c == '\'';
      if (c == '?' && !quoted) {
        filled.append(literal(bound.get(next++)));
      } else {
        filled.append(c);
      }
    }
    return filled.toString();
  }

  private static String literal(Object value) {
    if (value == null) {
      return "NULL";
    }
    if (value instanceof Number || value instanceof Boolean) {
      return value.toString();
    }
    return "'" + value.toString().replace("\\", "\\\\").replace("'", "''") + "'";
  }
}
