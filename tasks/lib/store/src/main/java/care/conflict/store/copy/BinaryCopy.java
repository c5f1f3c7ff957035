package care.conflict.store.copy;

import care.conflict.core.Progress;
import care.conflict.core.statements.Rows;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Streams rows into a table as PostgreSQL's binary COPY; holds one buffer, however many rows. */
final class BinaryCopy {
  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };
  private static final byte[] TRAILER = {(byte) 0xff, (byte) 0xff};
  private static final int BUFFER_BYTES = 1 << 18;
  private static final VarHandle INT32 =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT64 =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final PGConnection connection;
  private final String sql;
  private final List<BinaryField> fields;
  private final List<String> columns;
  private final boolean[] required;
  private final long[] blanked;

  /**
   * @param needed columns that each row must have; a value that cannot be stored in another one is
   *     NULL, and counted
   */
  BinaryCopy(
      PGConnection connection, String table, Map<String, String> columnTypes, Set<String> needed) {
    this.connection = connection;
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
  CopyResult copy(Rows rows, Progress progress) throws SQLException {
    CopyIn copy = connection.getCopyAPI().copyIn(sql);
    try {
      long copied = 0;
      long rejected = 0;
      Buffer buffer = new Buffer();
      buffer.writeBytes(SIGNATURE);
      while (rows.next()) {
        if (append(rows, buffer)) {
          copied++;
        } else {
          rejected++;
        }
        progress.add(1);
        if (buffer.size() >= BUFFER_BYTES) {
          buffer.send(copy);
        }
      }
      buffer.writeBytes(TRAILER);
      buffer.send(copy);
      copy.endCopy();
      return new CopyResult(copied, rejected, blanked());
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
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
  private boolean append(Rows rows, Buffer buffer) throws SQLException {
    int begin = buffer.size();
    buffer.writeInt16(fields.size());
    for (int i = 0; i < fields.size(); i++) {
      if (!appendValue(i, rows.value(i), buffer) && required[i]) {
        buffer.cutTo(begin);
        return false;
      }
    }
    return true;
  }

  /** Appends a value; NULL, and false, where there is none that fits. */
  private boolean appendValue(int column, Object value, Buffer buffer) {
    if (value != null) {
      int begin = buffer.size();
      try {
        fields.get(column).write(value, buffer);
        return true;
      } catch (BinaryField.DoesNotFit e) {
        buffer.cutTo(begin);
        blanked[column]++;
      }
    }
    buffer.writeInt32(-1);
    return false;
  }

  /** Bytes in network order, that can be cut back and sent on. */
  static final class Buffer {
    private byte[] bytes = new byte[BUFFER_BYTES + (1 << 16)];
    private int size;

    int size() {
      return size;
    }

    void write(int value) {
      makeRoom(1);
      bytes[size++] = (byte) value;
    }

    void writeInt16(int value) {
      write(value >> 8);
      write(value);
    }

    void writeInt32(int value) {
      makeRoom(4);
      INT32.set(bytes, size, value);
      size += 4;
    }

    void writeInt64(long value) {
      makeRoom(8);
      INT64.set(bytes, size, value);
      size += 8;
    }

    void writeBytes(byte[] more) {
      makeRoom(more.length);
      System.arraycopy(more, 0, bytes, size, more.length);
      size += more.length;
    }

    private void makeRoom(int more) {
      if (bytes.length - size < more) {
        bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
      }
    }

    void writeText(String value) {
      // PostgreSQL's text cannot hold the character 0.
      String storable = value.indexOf('\0') < 0 ? value : value.replace("\0", "");
      byte[] encoded = storable.getBytes(StandardCharsets.UTF_8);
      writeInt32(encoded.length);
      writeBytes(encoded);
    }

    void cutTo(int shorter) {
      size = shorter;
    }

    void send(CopyIn copy) throws SQLException {
      copy.writeToCopy(bytes, 0, size);
      size = 0;
    }
  }
}
