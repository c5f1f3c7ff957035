package care.conflict.history;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a conflict was at a moment.
 *
 * @param own its columns; null where it was not there
 * @param rows the columns of its map rows, by their ids
 */
record AsOf(
    long conflict,
    Instant moment,
    @Nullable Map<String, Object> own,
    Map<Long, Map<String, Object>> rows) {
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
                  Map<String, Object> columns = new LinkedHashMap<>();
                  columns.put("map_row_id", row.getKey());
                  columns.put("columns", row.getValue());
                  return columns;
                })
            .toList());
    return all;
  }

  String text() {
    return "conflict %d at %s%s%n".formatted(conflict, moment, own == null ? ": not there" : "")
        + (own == null ? "" : columns(own))
        + rows.entrySet().stream()
            .map(row -> "row %d%n".formatted(row.getKey()) + columns(row.getValue()))
            .collect(Collectors.joining());
  }

  private static String columns(Map<String, Object> columns) {
    return columns.entrySet().stream()
        .map(it -> "    %-32s %s%n".formatted(it.getKey(), Event.shown(it.getValue())))
        .collect(Collectors.joining());
  }
}
