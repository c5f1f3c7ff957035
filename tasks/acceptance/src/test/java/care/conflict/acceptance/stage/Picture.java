package care.conflict.acceptance.stage;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every row of the tables that the tasks write, generated ids and write times aside. */
public record Picture(Map<String, List<String>> rows) {

  private static final List<String> TABLES =
      List.of(
          "conflicts",
          "conflictvisitmaps",
          "conflictlog_staging",
          "payer_provider_reminders",
          "pipeline_chunks",
          "pipeline_chunk_keys",
          "pipeline_money");
  private static final int TOLD = 6;

  /**
   * The highest ids that a loaded database has, and when it was loaded: higher ids were generated
   * by a task, later times written by one.
   */
  public record Loaded(LocalDateTime at, long conflict, long map, long reminder) {

    public static Loaded of(Database database) {
      return new Loaded(
          LocalDateTime.now(ZoneOffset.UTC).minusMinutes(1),
          highest(database, "conflicts", "CONFLICTID"),
          highest(database, "conflictvisitmaps", "ID"),
          highest(database, "payer_provider_reminders", "ID"));
    }

    private static long highest(Database database, String table, String id) {
      String sql = "SELECT coalesce(max(\"%s\"), 0) FROM %s".formatted(id, table);
      return Long.parseLong(database.ask(sql));
    }

    boolean isAfter(LocalDateTime written) {
      return written.isAfter(at) && written.isBefore(at.plusHours(6));
    }

    boolean isNew(String table, long id) {
      return id > (table.equals("payer_provider_reminders") ? reminder : map);
    }
  }

  /** What a database holds by now. */
  public static Picture of(Database database, Loaded loaded) {
    Map<String, List<String>> rows = new TreeMap<>();
    try (Connection connection = database.connect()) {
      Map<Long, String> made = madeConflicts(connection, loaded);
      for (String table : TABLES) {
        rows.put(table, rows(connection, table, loaded, made));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return new Picture(rows);
  }

  /** What differs from what was expected, a few rows of each table; empty where nothing does. */
  public String differences(Picture expected) {
    StringBuilder told = new StringBuilder();
    for (String table : TABLES) {
      tell(told, table + " lacks", minus(expected.rows.get(table), rows.get(table)));
      tell(told, table + " has instead", minus(rows.get(table), expected.rows.get(table)));
    }
    return told.toString();
  }

  private static List<String> minus(List<String> some, List<String> others) {
    List<String> left = new ArrayList<>(some);
    Map<String, Integer> count = new HashMap<>();
    others.forEach(row -> count.merge(row, 1, Integer::sum));
    left.removeIf(row -> count.merge(row, -1, Integer::sum) >= 0);
    return left;
  }

  private static void tell(StringBuilder told, String what, List<String> rows) {
    if (!rows.isEmpty()) {
      told.append(what).append(' ').append(rows.size()).append(" row(s):\n");
      rows.stream().limit(TOLD).forEach(row -> told.append("  ").append(row).append('\n'));
    }
  }

  /** A conflict that was made has the name of the visit that it was made for. */
  private static Map<Long, String> madeConflicts(Connection connection, Loaded loaded)
      throws SQLException {
    Map<Long, String> made = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT DISTINCT \"CONFLICTID\", \"VisitID\" FROM conflictvisitmaps"
                    + " WHERE \"CONFLICTID\" > "
                    + loaded.conflict())) {
      while (found.next()) {
        made.merge(found.getLong(1), "new:" + found.getString(2), (a, b) -> a + " AND " + b);
      }
    }
    return made;
  }

  private static List<String> rows(
      Connection connection, String table, Loaded loaded, Map<Long, String> made)
      throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT * FROM " + table)) {
      ResultSetMetaData columns = result.getMetaData();
      while (result.next()) {
        StringBuilder row = new StringBuilder();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
          String name = columns.getColumnName(i);
          String value = result.getString(i);
          if (value == null) {
            continue;
          }
          if (name.equals("id")) { // of tables that are ours: nobody asks for it
            continue;
          }
          boolean ofRow = name.equals("ID") || name.equals("map_row_id");
          boolean ofConflict = name.equals("CONFLICTID") || name.equals("conflict_id");
          if (ofRow && loaded.isNew(table, Long.parseLong(value))) {
            value = "new";
          } else if (ofConflict && Long.parseLong(value) > loaded.conflict()) {
            value = made.getOrDefault(Long.parseLong(value), "new: of nobody");
          } else if (columns.getColumnTypeName(i).startsWith("timestamp")
              && loaded.isAfter(time(result, i))) {
            value = "now";
          }
          row.append(name).append('=').append(value).append(' ');
        }
        rows.add(row.toString());
      }
    }
    rows.sort(null);
    return rows;
  }

  private static LocalDateTime time(ResultSet result, int column) throws SQLException {
    return result.getMetaData().getColumnTypeName(column).equals("timestamptz")
        ? result
            .getObject(column, OffsetDateTime.class)
            .atZoneSameInstant(ZoneOffset.UTC)
            .toLocalDateTime()
        : result.getObject(column, LocalDateTime.class);
  }
}
