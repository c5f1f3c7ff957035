package care.conflict.warehouse;

import care.conflict.core.Parameters;
import care.conflict.core.Rows;
import care.conflict.core.Run;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
final class SourceColumns {
  private static final List<Column> READ = list("columns");
  private static final List<Column> OF_REFRESH = list("refresh");

  private final Map<String, Map<String, String>> typesByTable;

  /** A column that is read. */
  private record Column(String table, String name, ColumnKind kind) {}

  private SourceColumns(Map<String, Map<String, String>> typesByTable) {
    this.typesByTable = typesByTable;
  }

  /** Asks the source which columns of which types it has. */
  static SourceColumns look(Run run, Warehouse warehouse) throws SQLException {
    Set<String> tables =
        Stream.concat(READ.stream(), OF_REFRESH.stream())
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
            .computeIfAbsent(rows.value(0).toString(), table -> new LinkedHashMap<>())
            .put(rows.value(1).toString(), rows.value(2).toString());
      }
    }
    return new SourceColumns(found);
  }

  /** Whether the source tells when it was refreshed. */
  boolean tellsRefresh() {
    return typesByTable.containsKey(OF_REFRESH.get(0).table());
  }

  /** Everything that is read and is not there, or not of a type that can be read, in words. */
  List<String> problems(boolean asksForRefresh) {
    List<String> problems = new ArrayList<>();
    Set<String> absent = new LinkedHashSet<>();
    Stream<Column> read =
        asksForRefresh && tellsRefresh()
            ? Stream.concat(READ.stream(), OF_REFRESH.stream())
            : READ.stream();
    read.forEach(
        column -> {
          Map<String, String> types = typesByTable.get(column.table());
          if (types == null) {
            absent.add("the warehouse has no table " + column.table());
          } else if (!types.containsKey(column.name())) {
            problems.add(
                "%s has no column \"%s\" (%s)"
                    .formatted(column.table(), column.name(), column.kind().inWords()));
          } else if (!column.kind().reads(types.get(column.name()))) {
            problems.add(
                "%s.\"%s\" is %s, which is not known here; known are %s"
                    .formatted(
                        column.table(),
                        column.name(),
                        types.get(column.name()),
                        column.kind().inWords()));
          }
        });
    return Stream.concat(absent.stream(), problems.stream()).toList();
  }

  private static List<Column> list(String name) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                SourceColumns.class
                    .getClassLoader()
                    .getResourceAsStream("sql/source/" + name + ".csv"),
                StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .skip(1)
          .map(line -> line.split(","))
          .map(it -> new Column(it[0], it[1], ColumnKind.of(it[2])))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
