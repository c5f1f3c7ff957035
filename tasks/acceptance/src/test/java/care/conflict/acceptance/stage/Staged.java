package care.conflict.acceptance.stage;

import care.conflict.acceptance.data.Canonical;
import care.conflict.acceptance.data.Reminders;
import care.conflict.acceptance.data.Spec;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a database holds in the tables that the copy to staging writes, in canonical texts. */
public final class Staged {
  private Staged() {}

  /** conflictlog_staging by ID, without CreatedDate. */
  public static Map<String, Map<String, String>> rows(Database database) {
    Map<String, Map<String, String>> rows = new TreeMap<>();
    for (Map<String, String> row : read(database, "conflictlog_staging", Spec.stagingColumns())) {
      row.remove("CreatedDate");
      if (rows.put(row.get("ID"), row) != null) {
        throw new AssertionError("staged twice: " + row.get("ID"));
      }
    }
    return rows;
  }

  /** The reminders as lines: pair, names, days. */
  public static List<String> reminders(Database database) {
    List<String> lines = new ArrayList<>();
    for (Map<String, String> row :
        read(database, Reminders.TABLE, Spec.storeTable(Reminders.TABLE))) {
      lines.add(Reminders.line(row));
    }
    lines.sort(null);
    return lines;
  }

  private static List<Map<String, String>> read(
      Database database, String table, Map<String, String> types) {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT * FROM " + table)) {
      List<Map<String, String>> rows = new ArrayList<>();
      while (result.next()) {
        Map<String, String> row = new TreeMap<>();
        for (var column : types.entrySet()) {
          String value = Canonical.of(column.getValue(), result.getString(column.getKey()));
          if (value != null) {
            row.put(column.getKey(), value);
          }
        }
        rows.add(row);
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
