package care.conflict.core.statements;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stream of rows, read once from front to back; closing it early ends the statement behind it.
 */
public interface Rows extends AutoCloseable {
  /** The names of the columns, as the statement gives them. */
  List<String> columns();

  /** Moves on; false after the last row. An error means that the stream is not complete. */
  boolean next() throws SQLException;

  /**
   * A value of the current row: String, Boolean, Number, a date (java.sql.Date or LocalDate), a
   * date and time (java.sql.Timestamp or LocalDateTime, both UTC; LocalDateTime.MAX is infinity),
   * or null.
   *
   * @param column from 0
   */
  @Nullable Object value(int column) throws SQLException;

  /** Likewise a value that must be there; an error where it is NULL. */
  default Object needed(int column) throws SQLException {
    Object value = value(column);
    if (value == null) {
      throw new IllegalStateException("column " + columns().get(column) + " is NULL");
    }
    return value;
  }

  /** Whether the current row counts here; one that others read, too, counts with one of them. */
  default boolean isCounted() throws SQLException {
    return true;
  }

  @Override
  void close() throws SQLException;
}
