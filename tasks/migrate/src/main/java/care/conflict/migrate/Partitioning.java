package care.conflict.migrate;

import care.conflict.core.Counts;
import care.conflict.core.EventLog;
import care.conflict.core.Run;
import care.conflict.core.SqlState;
import care.conflict.core.TaskFailure;
import care.conflict.core.parameters.Parameters;
import care.conflict.core.statements.Row;
import care.conflict.lock.HeldLock;
import care.conflict.lock.RunLock;
import care.conflict.store.QuietMoment;
import care.conflict.store.Session;
import care.conflict.store.Statements;
import care.conflict.store.Store;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * conflictvisitmaps in hash partitions on VisitID, or in one table again, while people work: a new
 * table is filled beside it, follows what changes meanwhile, and takes its place in a moment. Until
 * then all is as before; what was broken off is taken away by the next call, which starts again.
 */
final class Partitioning {
  /** So many changed rows are copied under the lock, in a moment. */
  private static final long FEW = 500;

  /** A round takes what came during the one before: more do not bring it to fewer. */
  private static final int ROUNDS = 20;

  /** What the copying of rows stands on; the rest may still be copied as it is by then. */
  private static final String OF_ROWS = "column, constraint, sequence, table, trigger";

  private static final String OF_ALL = OF_ROWS + ", index, materialized view";

  private final Run run;
  private final Store store;
  private final int partitions;

  /**
   * Does nothing yet.
   *
   * @param partitions 0 for one table
   */
  Partitioning(Run run, Store store, int partitions) {
    this.run = run;
    this.store = store;
    this.partitions = partitions;
  }

  /** Says what is in the way, all of it, before anything is taken; else does it, step by step. */
  void change() throws Exception {
    if (isThere()) {
      return;
    }
    try (HeldLock held = HeldLock.take(run, store)) {
      try (Session session = held.session()) {
        change(session, statements(session));
      } catch (Throwable e) {
        cleanUpAfter(e, held);
        throw e;
      }
    }
  }

  private Statements statements(Session session) {
    return Statements.of(session, "schema/partition")
        .with("beside", run.get(Parameters.POSTGRES_SCHEMA) + "_beside")
        .given("partitions", (long) partitions);
  }

  private String form() {
    return partitions == 0 ? "one table" : partitions + " partition(s)";
  }

  /** Whether there is nothing to do, not even to take away or to give back. */
  private boolean isThere() throws Exception {
    try (Session session = store.session()) {
      Statements statements = statements(session);
      Row state = statements.row("state");
      if (!is(state)) {
        run.step("partition_check", () -> check(statements, state));
        return false;
      }
      run.log().log(EventLog.Level.INFO, "form is there", "conflictvisitmaps", form());
      boolean locked = new RunLock(run, session).state().heldBy(run.runId());
      return !state.flag("broken_off") && !locked;
    }
  }

  private boolean is(Row state) {
    return state.number("partitions") == partitions && state.flag("by_visit");
  }

  private Counts check(Statements statements, Row state) throws SQLException {
    List<Row> obstacles = new ArrayList<>(statements.rows("obstacles"));
    obstacles.addAll(statements.rows("rows_in_the_way"));
    requireNone(obstacles);
    long bytes = state.number("bytes") + state.number("view_bytes");
    run.log().log(
        EventLog.Level.INFO,
        "needs disk",
        "at_most_bytes_beside",
        bytes,
        "at_most_bytes_of_wal",
        bytes,
        "for",
        form());
    warnOfLocks(statements.row("locks"));
    return Counts.NONE;
  }

  private void warnOfLocks(Row locks) {
    if (locks.number("at_once") < locks.number("connections")) {
      run.warn(
          "A statement that finds a row of conflictvisitmaps by its \"ID\" will hold %d locks; there is room for %d such at once (max_locks_per_transaction %d × (max_connections %d + max_prepared_transactions %d)), then they fail with \"out of shared memory\". Fewer partitions, or max_locks_per_transaction = %d and a restart of the server, are enough for all connections."
              .formatted(
                  locks.number("of_a_click"),
                  locks.number("at_once"),
                  locks.number("per_transaction"),
                  locks.number("connections"),
                  locks.number("prepared"),
                  locks.number("enough")));
    }
  }

  private void requireNone(List<Row> obstacles) {
    if (!obstacles.isEmpty()) {
      String mends =
          obstacles.stream()
              .flatMap(it -> it.findText("mend").stream())
              .distinct()
              .collect(Collectors.joining("; "));
      throw TaskFailure.misused(
          "conflictvisitmaps cannot become %s: %s".formatted(form(), reasons(obstacles)),
          "Nothing was changed. Mend each, then run this again."
              + (mends.isEmpty() ? "" : " What may help: " + mends));
    }
  }

  private static String reasons(List<Row> rows) {
    return rows.stream().map(it -> it.text("reason")).collect(Collectors.joining("; "));
  }

  private void change(Session session, Statements statements) throws Exception {
    run.step("clean_up", () -> cleanUp(session, statements));
    if (is(statements.row("state"))) {
      return; // what was broken off is taken away
    }
    run.step("copy_rows", () -> copyRows(session, statements));
    run.step("copy_indexes", () -> copyIndexes(session, statements));
    run.step("catch_up", () -> catchUp(session, statements));
    run.step("vacuum_new", () -> Counts.of("vacuumed", statements.execute("vacuum_beside")));
    run.step("copy_views", () -> copyViews(session, statements));
    run.step("take_place", () -> takePlace(session, statements));
    run.step("clean_up", () -> cleanUp(session, statements));
    run.log().log(EventLog.Level.INFO, "form changed", "conflictvisitmaps", form());
  }

  private Counts cleanUp(Session session, Statements statements) throws SQLException {
    QuietMoment.await(run, () -> session.write(() -> statements.execute("clean_up")));
    return Counts.NONE;
  }

  /** What notes changes costs each click: it does not wait for the next call. */
  private void cleanUpAfter(Throwable failure, HeldLock held) {
    try (Session closing = held.closingSession()) {
      closing.write(() -> statements(closing).execute("clean_up"));
    } catch (SQLException | RuntimeException e) {
      failure.addSuppressed(e); // the next call does it
    }
  }

  private Counts copyRows(Session session, Statements statements) throws SQLException {
    session.write(
        () -> {
          statements.row("set_partitions");
          return statements.execute("make_beside");
        });
    QuietMoment.await(run, () -> session.write(() -> statements.execute("note_changes")));
    // Only now: what was open before has ended, and what begins is noted.
    return session.write(
        () -> {
          statements.execute("copy_rows");
          return Counts.of("rows_copied", statements.row("written").number("rows"));
        });
  }

  private static Counts copyIndexes(Session session, Statements statements) throws SQLException {
    session.write(() -> statements.execute("note_again"));
    session.write(() -> statements.execute("copy_indexes"));
    return Counts.NONE;
  }

  private static Counts copyViews(Session session, Statements statements) throws SQLException {
    session.write(() -> statements.execute("note_again"));
    return session.write(
        () -> {
          statements.execute("copy_views");
          statements.execute("copy_indexes");
          statements.execute("keep_settings");
          return Counts.NONE;
        });
  }

  /** Until few are left. */
  private Counts catchUp(Session session, Statements statements) throws SQLException {
    long all = 0;
    long rows = Long.MAX_VALUE;
    for (int round = 1; rows > FEW && round <= ROUNDS; round++) {
      rows =
          session.writeAtOneMoment(
              () -> {
                requireAsItWas(statements, OF_ROWS);
                return copyChanges(statements);
              });
      all += rows;
    }
    return Counts.of("rows_caught_up", all);
  }

  /** No trigger was off for a while, so that each change is noted, and nothing would be lost. */
  private static void requireAsItWas(Statements statements, String kinds) throws SQLException {
    statements.row("names_in_full");
    if (statements.row("noted").flag("truncated")) {
      throw otherMeanwhile("it was truncated");
    }
    List<Row> others = statements.rows("changed_meanwhile", "kinds", kinds);
    if (!others.isEmpty()) {
      throw otherMeanwhile(reasons(others));
    }
  }

  private static long copyChanges(Statements statements) throws SQLException {
    statements.execute("copy_changes");
    return statements.row("written").number("rows");
  }

  private Counts takePlace(Session session, Statements statements) throws SQLException {
    catchUp(session, statements);
    String moment = statements.row("moment").text("moment");
    QuietMoment.await(
        run,
        () -> {
          requireNobodySees(moment, statements);
          catchUp(session, statements); // so that few are left for the moment of the lock
          session.write(() -> takePlaceAlone(statements));
        });
    return Counts.of("tables_replaced", 1);
  }

  private long takePlaceAlone(Statements statements) throws SQLException {
    statements.execute("lock_maps");
    long begun = System.nanoTime();
    requireFew(statements.row("noted").number("rows"));
    requireNone(statements.rows("obstacles"));
    requireAsItWas(statements, OF_ALL);
    long rows = copyChanges(statements);
    statements.execute("keep_settings"); // once more: grants may have changed meanwhile
    statements.execute("take_place");
    run.log().log(
        EventLog.Level.INFO,
        "takes its place",
        "rows_under_lock",
        rows,
        "lock_ms",
        (System.nanoTime() - begun) / 1_000_000);
    return rows;
  }

  private void requireNobodySees(String moment, Statements statements) throws SQLException {
    Optional<String> pids = statements.row("older_snapshots", "moment", moment).findText("pids");
    if (pids.isPresent()) {
      run.log().log(EventLog.Level.INFO, "older snapshots", "pids", pids.get());
      throw new SQLException(
          "transactions of an older snapshot are open, which would see no row: pids " + pids.get(),
          SqlState.LOCK);
    }
  }

  /** Whoever we waited for may have left more than a moment's work: others wait for us by now. */
  private void requireFew(long rows) throws SQLException {
    if (rows > FEW) {
      run.log().log(EventLog.Level.INFO, "lock given up", "rows_to_copy_first", rows);
      throw new SQLException(
          rows + " rows changed while the lock on conflictvisitmaps was waited for", SqlState.LOCK);
    }
  }

  private static TaskFailure otherMeanwhile(String what) {
    return TaskFailure.failed(
        "conflictvisitmaps became another while it was copied: " + what,
        "It is as whoever changed it left it, and nothing is lost. Ask for its form again, while nobody changes more than rows.");
  }
}
