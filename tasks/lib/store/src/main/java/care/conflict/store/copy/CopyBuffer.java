package care.conflict.store.copy;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import org.postgresql.copy.CopyIn;

/** Bytes in network order, that can be cut back and sent on. */
final class CopyBuffer {
  private static final int FULL_BYTES = 1 << 18;
  private static final VarHandle INT32 =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT64 =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private byte[] bytes = new byte[FULL_BYTES + (1 << 16)];
  private int size;

  int size() {
    return size;
  }

  /** Whether it is time to send it on. */
  boolean isFull() {
    return size >= FULL_BYTES;
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

  void clear() {
    size = 0;
  }

  /** Sends all that is in it; returns how many bytes that were. */
  int send(CopyIn copy) throws SQLException {
    copy.writeToCopy(bytes, 0, size);
    return size;
  }
}
