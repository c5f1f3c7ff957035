package care.conflict.store.copy;

import care.conflict.store.Meanwhile;
import java.sql.SQLException;
import org.postgresql.copy.CopyIn;

/** Sends a buffer to the server while its owner fills another one. */
final class CopySender implements AutoCloseable {
  private final CopyIn copy;
  private CopyBuffer spare = new CopyBuffer();
  private Meanwhile<Integer> sending = Meanwhile.begin("copy", () -> 0);

  CopySender(CopyIn copy) {
    this.copy = copy;
  }

  /** Sends it when the one before is sent; returns an empty one to go on with. */
  CopyBuffer send(CopyBuffer full) throws SQLException {
    sending.result();
    CopyBuffer empty = spare;
    spare = full;
    sending = Meanwhile.begin("copy", () -> full.send(copy));
    return empty;
  }

  /** All was sent: the rows are in the table, or an error says why not. */
  void end() throws SQLException {
    sending.result();
    copy.endCopy();
  }

  /** What was not brought to its end is taken back. */
  @Override
  public void close() throws SQLException {
    sending.close();
    if (copy.isActive()) {
      copy.cancelCopy();
    }
  }
}
