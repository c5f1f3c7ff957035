package care.conflict.acceptance.data;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;

/** Rows as maps from column to text, in which a NULL is absent. */
public final class Rows {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS");

  private Rows() {}

  /** A row of these columns; a NULL is left out. */
  public static Map<String, String> row(String... keysAndValues) {
    Map<String, String> row = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      if (keysAndValues[i + 1] != null) {
        row.put(keysAndValues[i], keysAndValues[i + 1]);
      }
    }
    return row;
  }

  /** A time as the warehouse writes one. */
  public static String stamp(LocalDateTime time) {
    return STAMP.format(time);
  }
}
