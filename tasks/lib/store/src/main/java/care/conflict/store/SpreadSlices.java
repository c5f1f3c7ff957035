package care.conflict.store;

import care.conflict.core.Progress;
import care.conflict.core.Run;
import care.conflict.core.statements.Rows;
import java.sql.SQLException;
import java.util.function.ToLongFunction;

/**
 * {@link Slices} of one list, written by several sessions at once: each of the others is given a
 * copy of the rows of its slices. The list stays whole where it was made.
 */
public final class SpreadSlices {
  /** Writes, by this session, those rows of a slice that are in its table locked. */
  public interface Work<T> {
    T write(Session session, int slice) throws SQLException;
  }

  private final Run run;
  private final Writers writers;
  private final String list;
  private final Slices.Kind kind;
  private boolean remembered = true;

  private SpreadSlices(Run run, Writers writers, String list, Slices.Kind kind) {
    this.run = run;
    this.writers = writers;
    this.list = list;
    this.kind = kind;
  }

  /** The slices of a list that the first of these sessions has. */
  public static SpreadSlices of(Run run, Writers writers, String list, Slices.Kind kind) {
    return new SpreadSlices(run, writers, list, kind);
  }

  /** The same, for what writes no column that is remembered: nothing is compared. */
  public SpreadSlices unremembered() {
    remembered = false;
    return this;
  }

  /**
   * Writes all slices, each once or more often.
   *
   * @param written is told what a transaction wrote when it has committed, by one session at a
   *     time; returns its rows
   * @return the rows in all
   */
  public <T> long write(Work<T> work, ToLongFunction<T> written) throws SQLException {
    Session own = writers.sessions().get(0);
    if (writers.count() == 1 || isOneSlice(own)) {
      return slices(own, 0, 1).write(slice -> work.write(own, slice), written);
    }
    for (int writer = 1; writer < writers.count(); writer++) {
      give(own, writers.sessions().get(writer), writer);
    }
    if (remembered) {
      History.of(run, own).begin(); // once, before several ask for it
    }
    ToLongFunction<T> oneAtATime =
        it -> {
          synchronized (this) {
            return written.applyAsLong(it);
          }
        };
    return writers.writeEach(
        (session, writer) ->
            slices(session, writer, writers.count())
                .write(slice -> work.write(session, slice), oneAtATime));
  }

  private boolean isOneSlice(Session own) throws SQLException {
    return statements(own).row("last_slice").number("slice") == 0;
  }

  private Statements statements(Session session) {
    return Statements.of(session, "slices").with("work_list", list);
  }

  private Slices slices(Session session, int writer, int of) {
    Slices slices = Slices.of(run, session, list, kind).ofWriter(writer, of);
    return remembered ? slices : slices.unremembered();
  }

  private void give(Session own, Session other, int writer) throws SQLException {
    statements(other).execute("drop_copy");
    statements(other).execute("create_copy");
    own.write(
        () -> {
          try (Rows rows =
              statements(own).stream(
                  "rows_of_writer", "writers", writers.count(), "writer", writer)) {
            return other.copyIn(list, rows, Progress.of(run, "rows given to another writer"));
          }
        });
  }
}
