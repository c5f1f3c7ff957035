package care.conflict.acceptance.data;

import care.conflict.testing.Csv;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A form in which the warehouse's tables are replicated: tables by name, and their columns. */
public record ReplicaForm(String name, Map<String, List<Column>> tables) {

  /** A column as CREATE TABLE has it. */
  public record Column(String name, String type, boolean ofKey) {}

  /** Where the forms begin among the columns of the list. */
  private static final int FIRST = 2;

  /** Which of the forms has texts for most ids. */
  private static final int OF_TEXTS = 4;

  /** The known ones, oldest first. */
  public static List<ReplicaForm> known() {
    List<String> header = List.copyOf(Csv.header("/spec/replica.csv"));
    return header.subList(FIRST, header.indexOf("primary key")).stream()
        .map(ReplicaForm::named)
        .toList();
  }

  /** The one of texts, with no limits and no keys: it takes whatever the warehouse has. */
  public static ReplicaForm unlimited() {
    ReplicaForm form = known().get(OF_TEXTS);
    Map<String, List<Column>> tables = new LinkedHashMap<>();
    form.tables.forEach(
        (table, columns) ->
            tables.put(
                table,
                columns.stream()
                    .map(c -> new Column(c.name, c.type.replaceAll("varchar.*", "varchar"), false))
                    .toList()));
    return new ReplicaForm(form.name + " without limits", tables);
  }

  private static ReplicaForm named(String name) {
    Map<String, List<Column>> tables = new LinkedHashMap<>();
    for (Map<String, String> row : Csv.resource("/spec/replica.csv")) {
      if (row.containsKey(name)) {
        tables
            .computeIfAbsent(row.get("table"), t -> new ArrayList<>())
            .add(
                new Column(row.get("column"), row.get(name), "yes".equals(row.get("primary key"))));
      }
    }
    return new ReplicaForm(name, tables);
  }

  /** The statement that makes a table of it. */
  public String createTable(String schema, String table) {
    List<String> parts = new ArrayList<>();
    tables.get(table).forEach(c -> parts.add("\"%s\" %s".formatted(c.name, c.type)));
    List<String> key =
        tables.get(table).stream().filter(Column::ofKey).map(c -> '"' + c.name + '"').toList();
    if (!key.isEmpty()) {
      parts.add("PRIMARY KEY (" + String.join(", ", key) + ")");
    }
    return "CREATE TABLE %s.%s (%s)".formatted(schema, table, String.join(", ", parts));
  }

  @Override
  public String toString() {
    return name;
  }
}
