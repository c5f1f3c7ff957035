package care.conflict.warehouse;

import care.conflict.core.Run;
import care.conflict.core.parameters.Parameters;
import care.conflict.core.statements.Rows;
import care.conflict.core.statements.SourceColumns;
import care.conflict.core.statements.SourceColumns.Column;
import care.conflict.core.statements.SourceColumns.Kind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The columns that are read of the source, beside those that it has. */
final class WarehouseColumns {
  private static final String REFRESH = "FACTDATAREFRESHSTATUS";
  private static final List<Column> OF_REFRESH =
      List.of(
          new Column(REFRESH, "MODULE", Kind.TEXT),
          new Column(REFRESH, "STATUS", Kind.TEXT),
          new Column(REFRESH, "REFRESH_FINISHED_AT", Kind.INSTANT));

  private final Map<String, Map<String, String>> typesByTable;

  private WarehouseColumns(Map<String, Map<String, String>> typesByTable) {
    this.typesByTable = typesByTable;
  }

  /** Asks the source which columns of which types it has. */
  static WarehouseColumns look(Run run, Warehouse warehouse) throws SQLException {
    Set<String> tables =
        Stream.concat(SourceColumns.columns().stream(), OF_REFRESH.stream())
            .map(Column::table)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    Map<String, String> values =
        Map.of(
            "schema",
            run.get(Parameters.SNOWFLAKE_SCHEMA),
            "tables",
            tables.stream().collect(Collectors.joining("\", \"", "[\"", "\"]")));
    Map<String, Map<String, String>> found = new LinkedHashMap<>();
    try (Rows rows = warehouse.stream(Warehouse.sql(run, "source").find("column_types"), values)) {
      while (rows.next()) {
        found
            .computeIfAbsent(rows.needed(0).toString(), table -> new LinkedHashMap<>())
            .put(rows.needed(1).toString(), rows.needed(2).toString());
      }
    }
    return new WarehouseColumns(found);
  }

  /** Whether the source tells when it was refreshed. */
  boolean tellsRefresh() {
    return typesByTable.containsKey(REFRESH);
  }

  /** Everything that is read and is not there, or not of a type that it can be read from. */
  List<String> problems(boolean asksForRefresh) {
    Stream<Column> read = SourceColumns.columns().stream();
    if (asksForRefresh && tellsRefresh()) {
      read = Stream.concat(read, OF_REFRESH.stream());
    }
    List<String> problems = new ArrayList<>();
    Set<String> absent = new LinkedHashSet<>();
    read.forEach(
        column -> {
          if (!typesByTable.containsKey(column.table())) {
            absent.add("the warehouse has no table " + column.table());
            return;
          }
          String type = typesByTable.get(column.table()).get(column.name());
          String known = String.join(", ", SnowflakeTypes.known(column.kind()));
          if (type == null) {
            problems.add(
                "%s: no column \"%s\" (types known: %s)"
                    .formatted(column.table(), column.name(), known));
          } else if (!SnowflakeTypes.reads(column.kind(), type)) {
            problems.add(
                "%s: \"%s\" is of type %s; known are %s"
                    .formatted(column.table(), column.name(), type, known));
          }
        });
    return Stream.concat(absent.stream(), problems.stream()).toList();
  }
}
