package care.conflict.report;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows of a table before and after the run; empty texts where they were not counted. */
record RowChange(String table, String before, String after, String difference) {

  static List<RowChange> of(Map<String, Long> before, Map<String, Long> after) {
    Set<String> tables = new LinkedHashSet<>(before.keySet());
    tables.addAll(after.keySet());
    return tables.stream().map(table -> of(table, before.get(table), after.get(table))).toList();
  }

  private static RowChange of(String table, @Nullable Long before, @Nullable Long after) {
    return new RowChange(
        table,
        before == null ? "" : Words.number(before),
        after == null ? "" : Words.number(after),
        before == null || after == null ? "" : Words.difference(after - before));
  }
}
