package care.conflict.core.statements;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the planner is to know of a temporary table: the columns that sql/store/analyzed.csv has of
 * it, as far as that was measured to be enough, else all.
 */
final class Analyzed {
  private static final Pattern UNQUOTED = Pattern.compile("[a-z_][a-z0-9_]*");

  private static final Map<String, List<String>> COLUMNS =
      CsvResource.rows("sql/store/analyzed.csv").stream()
          .collect(
              Collectors.groupingBy(
                  it -> it.get(0), Collectors.mapping(it -> it.get(1), Collectors.toList())));

  private Analyzed() {}

  /** The tables, with the columns of each that has some there. */
  static String said(String... tables) {
    return Arrays.stream(tables).map(Analyzed::said).collect(Collectors.joining(", "));
  }

  private static String said(String table) {
    if (!UNQUOTED.matcher(table).matches()) {
      throw new IllegalArgumentException(table + ": no temporary table's name");
    }
    List<String> columns = COLUMNS.getOrDefault(table, List.of());
    return columns.isEmpty()
        ? table
        : columns.stream()
            .map(it -> UNQUOTED.matcher(it).matches() ? it : '"' + it + '"')
            .collect(Collectors.joining(", ", table + " (", ")"));
  }
}
