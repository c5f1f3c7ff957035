package care.conflict.store.copy;

import care.conflict.core.Progress;
import care.conflict.core.statements.Rows;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Streams rows into a table as PostgreSQL's binary COPY, over one connection or over several that
 * have a temporary table of that name each: reads and encodes while the server takes in what was
 * read before. Holds two buffers, however many rows.
 */
public final class BinaryCopy {
  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };
  private static final byte[] TRAILER = {(byte) 0xff, (byte) 0xff};
  private final List<PGConnection> connections;
  private final String sql;
  private final List<BinaryField> fields;
  private final List<String> columns;
  private final boolean[] required;
  private final long[] blanked;

  /**
   * @param needed columns that each row must have; a value that cannot be stored in another one is
   *     NULL, and counted
   */
  public BinaryCopy(
      List<PGConnection> connections,
      String table,
      Map<String, String> columnTypes,
      Set<String> needed) {
    this.connections = connections;
    this.sql =
        columnTypes.keySet().stream()
            .map(name -> '"' + name.replace("\"", "\"\"") + '"')
            .collect(
                Collectors.joining(", ", "COPY " + table + " (", ") FROM STDIN (FORMAT binary)"));
    this.fields = new ArrayList<>();
    columnTypes.values().forEach(type -> fields.add(BinaryField.of(type)));
    this.columns = List.copyOf(columnTypes.keySet());
    this.required = new boolean[columns.size()];
    for (int i = 0; i < required.length; i++) {
      required[i] = needed.contains(columns.get(i));
    }
    this.blanked = new long[columns.size()];
  }

  /** Copies all rows; on an error nothing is copied. */
  public CopyResult copy(Rows rows, Progress progress) throws SQLException {
    List<CopyIn> copies = new ArrayList<>();
    try (CopySender sender = new CopySender(copies)) {
      for (PGConnection connection : connections) {
        copies.add(connection.getCopyAPI().copyIn(sql));
      }
      long copied = 0;
      long rejected = 0;
      CopyBuffer buffer = new CopyBuffer();
      buffer.writeBytes(SIGNATURE);
      while (rows.next()) {
        long counted = rows.isCounted() ? 1 : 0;
        if (append(rows, counted, buffer)) {
          copied += counted;
        } else {
          rejected += counted;
        }
        progress.add(1);
        if (buffer.isFull()) {
          buffer = sender.send(buffer);
        }
      }
      buffer.writeBytes(TRAILER);
      sender.send(buffer);
      sender.end();
      return new CopyResult(copied, rejected, blanked());
    }
  }

  private Map<String, Long> blanked() {
    Map<String, Long> byColumn = new LinkedHashMap<>();
    for (int i = 0; i < blanked.length; i++) {
      if (blanked[i] > 0) {
        byColumn.put(columns.get(i), blanked[i]);
      }
    }
    return byColumn;
  }

  /** Appends a row, or nothing where it lacks what each row must have. */
  private boolean append(Rows rows, long counted, CopyBuffer buffer) throws SQLException {
    int begin = buffer.size();
    buffer.writeInt16(fields.size());
    for (int i = 0; i < fields.size(); i++) {
      if (!appendValue(i, rows.value(i), counted, buffer) && required[i]) {
        buffer.cutTo(begin);
        return false;
      }
    }
    return true;
  }

  /** Appends a value; NULL, and false, where there is none that fits. */
  private boolean appendValue(int column, @Nullable Object value, long counted, CopyBuffer buffer) {
    if (value != null) {
      int begin = buffer.size();
      try {
        fields.get(column).write(value, buffer);
        return true;
      } catch (BinaryField.DoesNotFit e) {
        buffer.cutTo(begin);
        blanked[column] += counted;
      }
    }
    buffer.writeInt32(-1);
    return false;
  }
}
