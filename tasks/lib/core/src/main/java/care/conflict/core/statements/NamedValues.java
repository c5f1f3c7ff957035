package care.conflict.core.statements;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of a statement's parameters as they are written down: a name, its value, and so on. */
public final class NamedValues {
  private NamedValues() {}

  /** Each value by its name; null is a value. */
  public static Map<String, Object> of(@Nullable Object... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException("a name without a value, or a value without a name");
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      if (!(namesAndValues[i] instanceof String name)) {
        throw new IllegalArgumentException("no name of a parameter at place " + (i + 1));
      }
      values.put(name, namesAndValues[i + 1]);
    }
    return values;
  }
}
