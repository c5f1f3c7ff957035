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
 * Writes rows that people click on, slice by slice and in nobody's way. A transaction locks those
 * of a slice's rows that nobody else holds, as many as are written within {@link #SECONDS} where
 * the disk is as fast as it was just now, writes them and commits; the rest of the slice comes
 * next. What others hold has its turn in a later round, and so has a slice that the server ended
 * because of others. What is to be written stands in a temporary table with the columns slice and
 * the rows' key.
 */
public final class Slices {
  /** Rows of a slice, and so the most that one transaction writes. */
  public static final int ROWS = Integer.getInteger("slice_rows", 10_000);

  /** How long a transaction is to hold its rows, so that a click on one waits no longer. */
  private static final double SECONDS = 0.5;

  private static final int FIRST_ROWS = Math.min(1_000, ROWS);
  private static final int FEWEST_ROWS = Math.min(100, ROWS);

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

  /** How many stored rows the next transaction locks at the most. */
  private int most = FIRST_ROWS;

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
      if (beginWith(slice.getKey(), ROWS) < slice.getValue()) {
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
  private long beginWith(int slice, int atMost) throws SQLException {
    statements.execute("begin");
    return history.isKept()
        ? history.lockRows(slice, atMost)
        : statements.execute("lock_rows", "slice", slice, "most", atMost);
  }

  private <T> long round(Work<T> work, ToLongFunction<T> written) throws SQLException {
    long rows = 0;
    for (int slice : List.copyOf(left.keySet())) {
      try {
        Taken<T> taken;
        do {
          taken = takeSome(slice, work);
          rows += written.applyAsLong(taken.result);
        } while (taken.left > 0 && !taken.othersHold);
      } catch (SQLException e) {
        if (session.isInTransaction() || !SqlState.isForOthers(e)) {
          throw e;
        }
        lastRefusal = e;
      }
    }
    return rows;
  }

  /** One transaction, or what is to be written of the slice within a greater one. */
  private <T> Taken<T> takeSome(int slice, Work<T> work) throws SQLException {
    boolean isOwn = !session.isInTransaction();
    int atMost = isOwn ? most : ROWS;
    long rows = left.getOrDefault(slice, 0L);
    long began = System.nanoTime();
    Taken<T> taken = session.write(() -> take(slice, rows, atMost, work));
    if (taken.left == 0) {
      left.remove(slice);
    } else {
      left.put(slice, taken.left);
      if (!isOwn) {
        throw new HeldRows(held());
      }
    }
    keepPace(taken.locked, (System.nanoTime() - began) / 1e9);
    return taken;
  }

  /** The next transaction takes as many rows as this one would have written in time. */
  private void keepPace(long locked, double seconds) {
    if (locked > 0 && (seconds > SECONDS || locked == most)) {
      double inTime = Math.min(locked * SECONDS / seconds, Math.min(2.0 * most, ROWS));
      most = (int) Math.max(FEWEST_ROWS, inTime);
    }
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

  /**
   * What a transaction wrote, how many stored rows it held, how many of its slice are left, and
   * whether it left these because others hold them.
   */
  private record Taken<T>(T result, long locked, long left, boolean othersHold) {}

  private <T> Taken<T> take(int slice, long rows, int atMost, Work<T> work) throws SQLException {
    long locked = beginWith(slice, atMost);
    T result = work.write(slice);
    history.noteChanges(slice);
    boolean othersHold = locked < Math.min(rows, atMost);
    long rest = rows - locked;
    if (othersHold) {
      rest = forgetDone(slice);
    } else if (rest > 0) {
      statements.execute("forget_locked", "slice", slice);
    }
    if (session.keepsSnapshot()) {
      statements.execute("end"); // what the commit does, where there is one
    }
    return new Taken<>(result, locked, rest, othersHold);
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
