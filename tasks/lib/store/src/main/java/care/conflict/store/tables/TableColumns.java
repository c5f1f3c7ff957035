package care.conflict.store.tables;

import care.conflict.core.statements.CsvResource;
import care.conflict.core.statements.Row;
import care.conflict.store.Session;
import care.conflict.store.Statements;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The columns that the application's tables must have: those that a new database gets
 * (sql/schema/operational), but for the ones that no statement names (of_others.csv); and those
 * that a later migration adds to the pipeline's own (sql/schema/owned).
 */
final class TableColumns {
  /** A line of a definition; a key's line does not begin with a quote. */
  private static final Pattern COLUMN = Pattern.compile("(?m)^ +\"(\\w+)\" (.+?),?$");

  private static final Set<List<String>> OF_OTHERS =
      Set.copyOf(CsvResource.rows("sql/schema/operational/of_others.csv"));

  private static final List<List<String>> OF_MIGRATIONS =
      CsvResource.rows("sql/schema/owned/added_columns.csv");

  private TableColumns() {}

  /** Each of these tables that lacks some, with what adds them all. */
  static List<String> lacks(Session session, String schema, Collection<String> tables)
      throws SQLException {
    Set<List<String>> present = new HashSet<>(OF_OTHERS);
    for (Row row : Statements.of(session, "store").rows("table_columns")) {
      present.add(List.of(row.text("table"), row.text("column")));
    }
    List<String> lacks = new ArrayList<>();
    for (List<String> added : OF_MIGRATIONS) {
      if (tables.contains(added.get(0)) && !present.contains(added)) {
        lacks.add("%s lacks %s; run migrate".formatted(added.get(0), added.get(1)));
      }
    }
    Statements definitions = Statements.of(session, "schema/operational");
    for (String table : TableNames.OF_THE_APPLICATION) {
      String added =
          COLUMN
              .matcher(definitions.find(table).sql())
              .results()
              .filter(line -> !present.contains(List.of(table, line.group(1))))
              .map(line -> "ADD COLUMN \"%s\" %s".formatted(line.group(1), line.group(2)))
              .collect(Collectors.joining(", "));
      if (tables.contains(table) && !added.isEmpty()) {
        lacks.add(
            "%s lacks columns that the tasks read or write; its owner runs: ALTER TABLE %s.%s %s"
                .formatted(table, schema, table, added));
      }
    }
    return lacks;
  }
}
