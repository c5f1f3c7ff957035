package care.conflict.history;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a conflict was at a moment.
 *
 * @param isStored whether it is stored now; else it is not known how it was
 * @param own its columns; null where it was not there, or is not stored
 * @param rows the columns of its map rows, by their ids; null of those that are not stored any more
 */
record AsOf(
    long conflict,
    Instant moment,
    boolean isStored,
    @Nullable Map<String, Object> own,
    Map<Long, @Nullable Map<String, Object>> rows) {
  private static final String GONE = ": not stored any more, how it was is not known";

  Map<String, @Nullable Object> json() {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("conflict_id", conflict);
    all.put("as_of", moment.toString());
    all.put("conflict", own);
    all.put(
        "rows",
        rows.entrySet().stream()
            .map(
                row -> {
                  Map<String, @Nullable Object> columns = new LinkedHashMap<>();
                  columns.put("map_row_id", row.getKey());
                  columns.put("columns", row.getValue());
                  return columns;
                })
            .toList());
    return all;
  }

  String text() {
    String absent = isStored ? ": not there" : GONE;
    return "conflict %d at %s".formatted(conflict, moment)
        + columns(own, absent)
        + rows.entrySet().stream()
            .map(row -> "row %d".formatted(row.getKey()) + columns(row.getValue(), GONE))
            .collect(Collectors.joining());
  }

  private static String columns(@Nullable Map<String, Object> columns, String absent) {
    return columns == null
        ? "%s%n".formatted(absent)
        : columns.entrySet().stream()
            .map(it -> "    %-32s %s%n".formatted(it.getKey(), Event.shown(it.getValue())))
            .collect(Collectors.joining("", "%n".formatted(), ""));
  }
}
