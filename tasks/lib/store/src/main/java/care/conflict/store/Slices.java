package care.conflict.store;

import care.conflict.core.Run;
import care.conflict.core.SqlState;
import care.conflict.core.TaskFailure;
import care.conflict.core.statements.Row;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows that people click on, slice by slice and in nobody's way. The transaction of a slice
 * locks those of its rows that nobody else holds, writes them and commits; the others have their
 * turn in a later round, and so has a slice that the server ended because of others. What is to be
 * written stands in a temporary table with the columns slice and the rows' key.
 */
public final class Slices {
  /** Rows that one transaction writes at the most, so that a click on one waits for a second. */
  public static final int ROWS = Integer.getInteger("slice_rows", 10_000);

  /** Which rows are written, and by which column a list names them. */
  public enum Kind {
    MAP_ROWS("conflictvisitmaps", "ID", "id"),
    CONFLICTS("conflicts", "CONFLICTID", "conflict_id");

    private final String table;
    private final String id;
    private final String key;

    Kind(String table, String id, String key) {
      this.table = table;
      this.id = id;
      this.key = key;
    }
  }

  /** Writes those rows of a slice that are in the table locked. */
  public interface Work<T> {
    T write(int slice) throws SQLException;
  }

  private final Run run;
  private final Session session;
  private final Statements statements;
  private final History history;
  private final Map<Integer, Long> left = new LinkedHashMap<>();
  private IntPredicate isOwn = slice -> true;
  private @Nullable SQLException lastRefusal;

  private Slices(Run run, Session session, String list, Kind kind) {
    this.run = run;
    this.session = session;
    this.statements =
        Statements.of(session, "slices")
            .with("work_list", list)
            .with("table", kind.table)
            .with("id", kind.id)
            .with("key", kind.key);
    this.history = History.of(run, session, list, kind.table);
  }

  /** The slices of a list of what is to be written. */
  public static Slices of(Run run, Session session, String list, Kind kind) {
    return new Slices(run, session, list, kind);
  }

  /** The same, for what writes no column that is remembered: nothing is compared. */
  public Slices unremembered() {
    history.keepNothing();
    return this;
  }

  /** The same, of several writers' slices those of this one. */
  Slices ofWriter(int number, int writers) {
    isOwn = slice -> slice % writers == number;
    return this;
  }

  /**
   * A transaction that writes all its slices or none: it is repeated as a whole until nobody else
   * holds any of its rows.
   */
  public static <T, E extends Exception> T together(
      Run run, Session session, Session.Work<T, E> work) throws SQLException, E {
    Patience patience = new Patience(run);
    while (true) {
      try {
        return session.write(work);
      } catch (HeldRows e) {
        if (patience.isOver()) {
          throw e.failure;
        }
      } catch (SQLException e) {
        if (!SqlState.isForOthers(e) || patience.isOver()) {
          throw e;
        }
      }
      patience.pause();
    }
  }

  /**
   * Writes all slices, each once or more often.
   *
   * @param written is told what a transaction wrote when it has committed; returns its rows
   * @return the rows in all
   */
  public <T> long write(Work<T> work, ToLongFunction<T> written) throws SQLException {
    prepare();
    long rows = round(work, written);
    Patience patience = new Patience(run);
    while (!left.isEmpty()) {
      if (patience.isOver()) {
        throw held();
      }
      patience.pause();
      long more = round(work, written);
      patience = more > 0 ? new Patience(run) : patience;
      rows += more;
    }
    return rows;
  }

  /** The first step of {@link #together}: locks all rows, so that none is written in vain. */
  public void lock() throws SQLException {
    prepare();
    for (Map.Entry<Integer, Long> slice : List.copyOf(left.entrySet())) {
      if (beginWith(slice.getKey()) < slice.getValue()) {
        long rows = statements.row("count_held", "slice", slice.getKey()).number("rows");
        if (rows > 0) {
          left.clear();
          left.put(slice.getKey(), rows);
          throw new HeldRows(held());
        }
      }
    }
  }

  private void prepare() throws SQLException {
    for (Row row : statements.rows("slices")) {
      int slice = (int) row.number("slice");
      if (isOwn.test(slice)) {
        left.put(slice, row.number("rows"));
      }
    }
    if (!left.isEmpty()) {
      statements.execute("index_list");
      statements.execute("analyze_list");
      statements.execute("create_locked");
      history.prepare();
    }
  }

  /** Returns how many rows are locked. */
  private long beginWith(int slice) throws SQLException {
    statements.execute("begin");
    return history.isKept()
        ? history.lockRows(slice)
        : statements.execute("lock_rows", "slice", slice);
  }

  private <T> long round(Work<T> work, ToLongFunction<T> written) throws SQLException {
    long rows = 0;
    for (Map.Entry<Integer, Long> slice : List.copyOf(left.entrySet())) {
      try {
        Taken<T> taken = session.write(() -> take(slice.getKey(), slice.getValue(), work));
        if (taken.left == 0) {
          left.remove(slice.getKey());
        } else {
          left.put(slice.getKey(), taken.left);
          if (session.isInTransaction()) {
            throw new HeldRows(held());
          }
        }
        rows += written.applyAsLong(taken.result);
      } catch (SQLException e) {
        if (session.isInTransaction() || !SqlState.isForOthers(e)) {
          throw e;
        }
        lastRefusal = e;
      }
    }
    return rows;
  }

  /** Rolls back a transaction that writes all its slices or none. */
  private static final class HeldRows extends SQLException {
    private static final long serialVersionUID = 1L;
    private final TaskFailure failure;

    HeldRows(TaskFailure failure) {
      super(failure);
      this.failure = failure;
    }
  }

  /** What a transaction wrote, and how many stored rows of its slice are left. */
  private record Taken<T>(T result, long left) {}

  private <T> Taken<T> take(int slice, long rows, Work<T> work) throws SQLException {
    long locked = beginWith(slice);
    T result = work.write(slice);
    history.noteChanges(slice);
    long rest = locked == rows ? 0 : forgetDone(slice);
    if (session.keepsSnapshot()) {
      statements.execute("end"); // what the commit does, where there is one
    }
    return new Taken<>(result, rest);
  }

  private long forgetDone(int slice) throws SQLException {
    statements.execute("forget_done", "slice", slice);
    return statements.row("count_left", "slice", slice).number("rows");
  }

  private TaskFailure held() throws SQLException {
    long rows = left.values().stream().mapToLong(Long::longValue).sum();
    String holders =
        statements.rows("holders").stream()
            .map(it -> "pid %s (%s)".formatted(it.text("pid"), it.text("application")))
            .collect(Collectors.joining(", "));
    return TaskFailure.failed(
        "%,d row(s) were held by others for %d minute(s)%s%s"
            .formatted(
                rows,
                Patience.minutes(run).toMinutes(),
                holders.isEmpty() ? "" : ": " + holders,
                lastRefusal == null ? "" : " (" + lastRefusal.getSQLState() + ")"),
        "End those transactions (pg_terminate_backend), then run the task again: what is written stays, the rest follows.");
  }
}
