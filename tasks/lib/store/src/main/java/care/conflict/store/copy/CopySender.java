package care.conflict.store.copy;

import care.conflict.store.Meanwhile;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.copy.CopyIn;

/** Sends a buffer, to one connection or to several at once, while its owner fills another one. */
final class CopySender implements AutoCloseable {
  private final List<CopyIn> copies;
  private final List<Meanwhile<Integer>> sending = new ArrayList<>();
  private CopyBuffer spare = new CopyBuffer();

  CopySender(List<CopyIn> copies) {
    this.copies = copies;
  }

  /** Sends it when the one before is sent; returns an empty one to go on with. */
  CopyBuffer send(CopyBuffer full) throws SQLException {
    awaitSent();
    CopyBuffer empty = spare;
    empty.clear();
    spare = full;
    for (CopyIn copy : copies) {
      sending.add(Meanwhile.begin("copy", () -> full.send(copy)));
    }
    return empty;
  }

  private void awaitSent() throws SQLException {
    for (Meanwhile<Integer> each : sending) {
      each.result();
    }
    sending.clear();
  }

  /** All was sent: the rows are in the table, or an error says why not. */
  void end() throws SQLException {
    awaitSent();
    for (CopyIn copy : copies) {
      copy.endCopy();
    }
  }

  /** What was not brought to its end is taken back. */
  @Override
  public void close() throws SQLException {
    sending.forEach(Meanwhile::close);
    for (CopyIn copy : copies) {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }
}
