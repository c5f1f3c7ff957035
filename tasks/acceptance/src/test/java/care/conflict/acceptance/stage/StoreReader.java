package care.conflict.acceptance.stage;

import care.conflict.acceptance.data.Canonical;
import care.conflict.acceptance.data.Contents;
import care.conflict.acceptance.data.Contents.PairId;
import care.conflict.acceptance.data.Spec;
import care.conflict.acceptance.data.World;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads the two tables of conflicts in canonical texts, generated ids and write times aside. */
public final class StoreReader {

  public static final Set<String> WRITE_TIMES =
      Set.of(
          "CreatedDate",
          "UpdatedDate",
          "CRDATEUNIQUE",
          "G_CRDATEUNIQUE",
          "RECORDEDDATETIME",
          "ResolveDate");

  private final long lastOldConflict;
  private final long lastOldId;
  private final LocalDateTime began;

  /** Rows beyond those of the world, and times after it began, are the run's own. */
  public StoreReader(World world, LocalDateTime began) {
    this.began = began;
    lastOldConflict =
        last(world, "conflicts", "CONFLICTID", last(world, "conflictvisitmaps", "CONFLICTID", 0));
    lastOldId = last(world, "conflictvisitmaps", "ID", 0);
  }

  /** Rows beyond those that are there, and times after it began, are the run's own. */
  public StoreReader(Database database, LocalDateTime began) {
    this.began = began;
    lastOldConflict =
        Long.parseLong(
            database.ask(
                """
                SELECT greatest((SELECT max("CONFLICTID") FROM conflicts),
                                (SELECT max("CONFLICTID") FROM conflictvisitmaps), 0)"""));
    lastOldId =
        Long.parseLong(database.ask("SELECT coalesce(max(\"ID\"), 0) FROM conflictvisitmaps"));
  }

  /** The clock that the tables' times are compared with. */
  public static LocalDateTime clock() {
    return LocalDateTime.now(ZoneOffset.UTC).minusSeconds(2);
  }

  private static long last(World world, String table, String column, long least) {
    return world.storeRows(table).stream()
        .filter(r -> r.containsKey(column))
        .mapToLong(r -> Long.parseLong(r.get(column)))
        .reduce(least, Math::max);
  }

  /** What both tables hold by now. */
  public Contents read(Database database) {
    try (Connection connection = database.connect()) {
      Map<Long, String> made = new HashMap<>();
      Map<PairId, Map<String, String>> maps = new LinkedHashMap<>();
      for (Map<String, String> row : rows(connection, "conflictvisitmaps")) {
        if (Long.parseLong(row.get("ID")) > lastOldId) {
          row.remove("ID");
        }
        nameConflict(row, made);
        if (maps.put(PairId.of(row), row) != null) {
          throw new AssertionError("stored twice: " + PairId.of(row));
        }
      }
      return conflicts(connection, maps, made);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Replaces an id that the run made by the visit that it was made for. */
  private void nameConflict(Map<String, String> row, Map<Long, String> made) {
    long id = Long.parseLong(row.getOrDefault("CONFLICTID", "0"));
    if (id > lastOldConflict) {
      String visit = row.get("VisitID");
      String other = made.put(id, visit);
      if (other != null && !other.equals(visit)) {
        throw new AssertionError("one CONFLICTID for two visits: " + visit + ", " + other);
      }
      row.put("CONFLICTID", Contents.newConflict(visit));
    }
  }

  private Contents conflicts(
      Connection connection, Map<PairId, Map<String, String>> maps, Map<Long, String> made)
      throws SQLException {
    Map<String, Map<String, String>> conflicts = new TreeMap<>();
    for (Map<String, String> row : rows(connection, "conflicts")) {
      long id = Long.parseLong(row.get("CONFLICTID"));
      if (id <= lastOldConflict) {
        conflicts.put(row.get("CONFLICTID"), row);
        continue;
      }
      row.remove("CONFLICTID");
      if (!made.containsKey(id)) {
        throw new AssertionError("a conflict of no row: " + row);
      }
      if (conflicts.put(Contents.newConflict(made.get(id)), row) != null) {
        throw new AssertionError("two conflicts for one visit: " + made.get(id));
      }
    }
    return new Contents(maps, conflicts);
  }

  private Iterable<Map<String, String>> rows(Connection connection, String table)
      throws SQLException {
    Map<String, String> types = Spec.storeTable(table);
    String key = table.equals("conflicts") ? "CONFLICTID" : "ID";
    Map<String, Map<String, String>> rows = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery("SELECT * FROM " + table + " ORDER BY \"" + key + "\"")) {
      while (result.next()) {
        Map<String, String> row = new HashMap<>();
        for (var column : types.entrySet()) {
          String value = Canonical.of(column.getValue(), result.getString(column.getKey()));
          if (value != null) {
            row.put(column.getKey(), ownTime(column.getKey(), value));
          }
        }
        rows.put(row.get(key), row);
      }
    }
    return rows.values();
  }

  private String ownTime(String column, String value) {
    boolean own =
        WRITE_TIMES.contains(column)
            && !LocalDateTime.parse(value).isBefore(began)
            && LocalDateTime.parse(value).isBefore(began.plusHours(1));
    return own ? Contents.NOW : value;
  }
}
