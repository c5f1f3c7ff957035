package care.conflict.core.statements;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A statement with its parameters: {@code :name} became {@code ?}, the names stand in order.
 *
 * @param file the resource it was read from, for error messages
 * @param sql what the driver gets
 * @param parameters the name of each {@code ?}
 */
public record SqlText(String file, String sql, List<String> parameters) {

  /** Parses a text in which macros and identifiers are already replaced. */
  static SqlText parse(String file, String text) {
    StringBuilder sql = new StringBuilder();
    List<String> parameters = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '-' && text.startsWith("--", at)) {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (c == '\'' || c == '"') {
        int end = text.indexOf(c, at + 1);
        if (end < 0) {
          throw new IllegalArgumentException(file + ": a quote " + c + " is not closed");
        }
        sql.append(text, at, end + 1);
        at = end + 1;
      } else if (c == ':' && text.startsWith("::", at)) {
        sql.append("::");
        at += 2;
      } else if (c == ':' && at + 1 < text.length() && isNameStart(text.charAt(at + 1))) {
        int end = at + 1;
        while (end < text.length() && isNamePart(text.charAt(end))) {
          end++;
        }
        parameters.add(text.substring(at + 1, end));
        sql.append('?');
        at = end;
      } else if (c == '?') {
        throw new IllegalArgumentException(file + ": a ? that is no parameter");
      } else {
        sql.append(c);
        at++;
      }
    }
    return new SqlText(file, sql.toString().strip(), List.copyOf(parameters));
  }

  /** Its folder and name below sql, as it is found by. */
  public String name() {
    return file.replaceAll("^sql/|(\\.(postgres|snowflake))?\\.sql$", "");
  }

  /** The values in the order of the question marks; an error where one is missing. */
  public List<Object> bind(Map<String, ?> values) {
    List<Object> bound = new ArrayList<>();
    for (String parameter : parameters) {
      if (!values.containsKey(parameter)) {
        throw new IllegalArgumentException(file + ": no value for :" + parameter);
      }
      bound.add(values.get(parameter));
    }
    return bound;
  }

  private static boolean isNameStart(char c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isNamePart(char c) {
    return isNameStart(c) || c == '_' || (c >= '0' && c <= '9');
  }
}
