package care.conflict.acceptance.data;

import care.conflict.testing.Csv;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postgresql.PGConnection;

/** Everything a run reads: both databases' tables as rows of text, and the moment that is "now". */
public record World(
    LocalDateTime now,
    Map<String, List<Map<String, String>>> warehouse,
    Map<String, List<Map<String, String>>> store) {

  /** In every name of a person or place: must never be seen in a log. */
  public static final String CANARY = "Qanary";

  public static final String FACT = "FACTVISITCALLPERFORMANCE_CR";
  public static final String DELETED = "FACTVISITCALLPERFORMANCE_DELETED_CR";
  public static final String EVENTS = "FACTCAREGIVERINSERVICE";

  static final List<String> STORE_TABLES =
      List.of(
          "settings",
          "mph",
          "excluded_agency",
          "excluded_ssn",
          "payer_provider_reminders",
          "conflicts",
          "conflictvisitmaps");

  /** With no row in any table. */
  public static World empty(LocalDateTime now) {
    return new World(now, new LinkedHashMap<>(), new LinkedHashMap<>());
  }

  public List<Map<String, String>> warehouseRows(String table) {
    return warehouse.computeIfAbsent(table, t -> new ArrayList<>());
  }

  public List<Map<String, String>> storeRows(String table) {
    return store.computeIfAbsent(table, t -> new ArrayList<>());
  }

  /** One CSV file a table, for the emulator's --load. */
  public void writeWarehouse(Path folder) {
    try {
      Files.createDirectories(folder);
      for (var table : warehouse.entrySet()) {
        List<String> columns = Spec.warehouseTable(table.getKey());
        String csv = Csv.write(columns, table.getValue());
        Files.writeString(folder.resolve(table.getKey() + ".csv"), csv);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Replaces the contents of the operational tables. */
  public void loadStore(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String table : STORE_TABLES) {
        statement.execute("TRUNCATE " + table);
        List<String> columns = List.copyOf(usedColumns(table));
        if (columns.isEmpty()) {
          continue;
        }
        copy(connection, table, columns, storeRows(table));
      }
      advance(statement, "conflicts", "CONFLICTID");
      advance(statement, "conflictvisitmaps", "ID");
      advance(statement, "payer_provider_reminders", "ID");
      // A row may name a conflict that has no row of its own: no new one gets that number.
      statement.execute(
          """
          SELECT setval(pg_get_serial_sequence('conflicts', 'CONFLICTID'), greatest(
              (SELECT max("CONFLICTID") FROM conflicts), (SELECT max("CONFLICTID") FROM conflictvisitmaps), 1))""");
      statement.execute("ANALYZE");
    }
  }

  /** Adds rows to a table by COPY. */
  public static void copy(
      Connection connection, String table, List<String> columns, List<Map<String, String>> rows)
      throws SQLException {
    String names = "\"" + String.join("\",\"", columns) + "\"";
    String copy = "COPY " + table + " (" + names + ") FROM STDIN (FORMAT csv, HEADER)";
    // as bytes: pgjdbc's copyIn of a Reader breaks a character beyond 16 bits at a buffer's edge
    byte[] csv = Csv.write(columns, rows).getBytes(StandardCharsets.UTF_8);
    try {
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(copy, new ByteArrayInputStream(csv));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Columns that some row has a value for; the others keep their default. */
  private List<String> usedColumns(String table) {
    boolean allColumns = table.equals("conflictvisitmaps") || table.equals("conflicts");
    return Spec.storeTable(table).keySet().stream()
        .filter(c -> allColumns || storeRows(table).stream().anyMatch(r -> r.containsKey(c)))
        .filter(c -> !storeRows(table).isEmpty())
        .toList();
  }

  private static void advance(Statement statement, String table, String column)
      throws SQLException {
    statement.execute(
        "SELECT setval(pg_get_serial_sequence('%s', '%s'), coalesce((SELECT max(\"%s\") FROM %s), 0) + 1, false)"
            .formatted(table, column, column, table));
  }
}
