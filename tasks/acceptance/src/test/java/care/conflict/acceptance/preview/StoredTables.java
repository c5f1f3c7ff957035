package care.conflict.acceptance.preview;

import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.stage.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The two tables of conflicts as they are, each row by its id with all its columns. */
record StoredTables(Map<String, Map<Long, JsonNode>> tables) {
  private static final Map<String, String> KEYS =
      Map.of("conflictvisitmaps", "ID", "conflicts", "CONFLICTID");

  static StoredTables of(Database database) {
    Map<String, Map<Long, JsonNode>> tables = new LinkedHashMap<>();
    KEYS.forEach((table, key) -> tables.put(table, rows(database, table, key)));
    return new StoredTables(tables);
  }

  private static Map<Long, JsonNode> rows(Database database, String table, String key) {
    String sql = "SELECT \"%s\", to_jsonb(t) FROM %s t".formatted(key, table);
    Map<Long, JsonNode> rows = new LinkedHashMap<>();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        var answer = statement.executeQuery(sql)) {
      while (answer.next()) {
        rows.put(answer.getLong(1), Json.read(answer.getString(2)));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return rows;
  }

  /** What was done since: a line for each row, as preview writes it; sorted. */
  List<String> changesTo(StoredTables after) {
    List<String> lines = new ArrayList<>();
    for (String table : KEYS.keySet()) {
      Map<Long, JsonNode> before = tables.get(table);
      after
          .tables
          .get(table)
          .forEach(
              (id, row) -> {
                JsonNode old = before.get(id);
                String columns = old == null ? "" : differing(old, row);
                if (old == null || !columns.isEmpty()) {
                  lines.add(
                      String.join(
                          ",",
                          table,
                          old == null ? "" : id.toString(),
                          row.path("VisitID").asText(""),
                          row.path("ConVisitID").asText(""),
                          action(old, row),
                          columns));
                }
              });
    }
    lines.replaceAll(line -> line.replace("null", ""));
    lines.sort(null);
    return lines;
  }

  private static String differing(JsonNode old, JsonNode row) {
    TreeSet<String> columns = new TreeSet<>();
    row.fieldNames()
        .forEachRemaining(
            column -> {
              if (!row.get(column).equals(old.get(column))) {
                columns.add(column);
              }
            });
    return String.join(" ", columns);
  }

  private static String action(JsonNode old, JsonNode row) {
    if (old == null) {
      return "inserted";
    }
    String before = old.get("StatusFlag").asText();
    String after = row.get("StatusFlag").asText();
    boolean wasOver = before.equals("R") || before.equals("D");
    if (after.equals("D") && !before.equals("D")) {
      return "deleted";
    }
    if (after.equals("R") && !wasOver) {
      return "resolved";
    }
    return wasOver && !after.equals("R") && !after.equals("D") ? "reopened" : "updated";
  }
}
