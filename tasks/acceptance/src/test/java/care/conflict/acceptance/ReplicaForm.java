package care.conflict.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The tables of a small warehouse in PostgreSQL, in one of the forms that the replica has had. */
final class ReplicaForm {

  /** Visit Date is a date, ids are texts: the one that the chunks were made for. */
  static final String TEXT_IDS = "Scripts06 2025-11-19";

  /** Visit Date has a zone. */
  static final String ZONED_DATES = "Scripts07 2025-12-28";

  /** Ids are uuids. */
  static final String UUID_IDS = "Scripts09 altered 2026-02-07";

  private static final List<Map<String, String>> COLUMNS = Csv.resource("/spec/replica.csv");
  private static final String UNDEFINED_COLUMN = "42703";
  private static final Set<String> NO_FORM = Set.of("table", "column", "primary key");

  private ReplicaForm() {}

  /** All that are known. */
  static List<String> all() {
    Set<String> forms = new LinkedHashSet<>();
    COLUMNS.forEach(column -> forms.addAll(column.keySet()));
    forms.removeAll(NO_FORM);
    return List.copyOf(forms);
  }

  /** Makes the replica of that form anew, with these rows. */
  static void load(Database database, Pair pair, String form) {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SET client_min_messages = warning; SET TimeZone = 'UTC'");
      statement.execute("DROP SCHEMA IF EXISTS %s CASCADE".formatted(ReplicaTables.SCHEMA));
      statement.execute("CREATE SCHEMA " + ReplicaTables.SCHEMA);
      statement.execute("SET search_path = " + ReplicaTables.SCHEMA);
      for (var table : tables(form).entrySet()) {
        statement.execute("CREATE TABLE %s (%s)".formatted(table.getKey(), table.getValue()));
      }
      for (var table : pair.tables.entrySet()) {
        fill(connection, table.getKey().toLowerCase(Locale.ROOT), table.getValue());
      }
      statement.execute("ANALYZE");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> tables(String form) {
    Map<String, String> tables = new LinkedHashMap<>();
    for (Map<String, String> column : COLUMNS) {
      if (column.containsKey(form)) {
        tables.merge(
            column.get("table"),
            "\"%s\" %s".formatted(column.get("column"), column.get(form)),
            (before, more) -> before + ", " + more);
      }
    }
    return tables;
  }

  private static void fill(Connection connection, String table, List<Map<String, String>> rows)
      throws SQLException {
    Set<String> columns = new LinkedHashSet<>();
    rows.forEach(row -> columns.addAll(row.keySet()));
    World.copy(connection, table, List.copyOf(columns), rows);
  }

  /** The indexes that a real replica of that form gets, as psql makes them of their file. */
  static void index(Database database, String form) {
    boolean uuids = tables(form).get("factvisitcallperformance_cr").contains("\"Visit Id\" uuid");
    String name = uuids ? "indexes.sql" : "indexes_text.sql";
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      String file = Files.readString(Command.root().resolve("deploy/replica/" + name));
      statement.execute("SET search_path = " + ReplicaTables.SCHEMA);
      for (String index : file.replaceAll("(?m)^--.*$", "").split(";", -1)) {
        make(statement, index);
      }
      statement.execute("ANALYZE");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void make(Statement statement, String index) throws SQLException {
    if (index.isBlank()) {
      return;
    }
    try {
      statement.execute(index);
    } catch (SQLException e) {
      // The oldest form has addresses without the patient's id; psql goes on.
      if (!UNDEFINED_COLUMN.equals(e.getSQLState())) {
        throw e;
      }
    }
  }
}
