package care.conflict.staging;

import care.conflict.core.EventLog;
import care.conflict.core.Run;
import care.conflict.core.SqlState;
import care.conflict.core.TaskFailure;
import care.conflict.core.parameters.Parameters;
import care.conflict.core.parameters.Window;
import care.conflict.store.Session;
import care.conflict.store.Sessions;
import care.conflict.store.Statements;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A table that is filled beside conflictlog_staging and then takes its place. */
final class NewTable {
  private static final String NAME = "conflictlog_staging_next";
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final Run run;
  private final Session session;
  private final Sessions more;
  private final Fill fill;
  private final Duration patience;
  private final Statements statements;

  NewTable(Run run, Session session, Sessions more, Window window) {
    this.run = run;
    this.session = session;
    this.more = more;
    this.fill = new Fill(run, session, more, window);
    this.patience = Duration.ofMinutes(run.get(Parameters.STATEMENT_TIMEOUT_MINUTES)).dividedBy(10);
    this.statements = Statements.of(session, "staging").with("next", NAME);
  }

  /** Removes it, where an earlier try left it. */
  void drop() throws SQLException {
    session.write(() -> statements.execute("drop_next"));
  }

  /** Removes what was not finished, also where the task was told to stop. */
  void clearAway(Throwable because) {
    try (Session closing = more.closingSession()) {
      Statements sent = Statements.of(closing, "staging").with("next", NAME);
      closing.write(() -> sent.execute("drop_next"));
    } catch (SQLException | RuntimeException e) {
      because.addSuppressed(e); // the next try removes it
    }
  }

  /** Makes and fills it; returns its rows. */
  long build() throws SQLException {
    session.write(() -> statements.execute("create_next"));
    long rows = fill.into(NAME);
    return session.write(
        () -> {
          statements.execute("index_next");
          statements.execute("keep_settings");
          statements.execute("analyze_next");
          return rows;
        });
  }

  /**
   * Swaps the tables in a moment in which nobody needs the old one; says why not, where none comes.
   */
  Optional<String> takePlace() throws SQLException {
    // Who looks at the world as it was before the new rows were committed would find none of them.
    Map<String, String> earlier = openTransactions();
    long deadline = System.nanoTime() + patience.toNanos();
    Duration pause = FIRST_PAUSE;
    Optional<String> hindrance = tryToTakePlace(earlier);
    while (hindrance.isPresent() && System.nanoTime() < deadline) {
      run.log().log(
          EventLog.Level.INFO, "waiting", "step", run.currentStep(), "because", hindrance.get());
      pause(pause);
      pause = pause.multipliedBy(2);
      if (pause.compareTo(LONGEST_PAUSE) > 0) {
        pause = LONGEST_PAUSE;
      }
      hindrance = tryToTakePlace(earlier);
    }
    return hindrance;
  }

  private Optional<String> tryToTakePlace(Map<String, String> earlier) throws SQLException {
    if (!earlier.isEmpty()) {
      earlier.keySet().retainAll(openTransactions().keySet());
    }
    if (!earlier.isEmpty()) {
      return Optional.of("open transactions of session(s) " + words(earlier.values()));
    }
    try {
      session.write(
          () -> {
            statements.execute("lock_staging");
            statements.execute("keep_privileges");
            return statements.execute("take_place");
          });
      return Optional.empty();
    } catch (SQLException e) {
      if (SqlState.is(e, SqlState.LOCK)) {
        return Optional.of("it is in use by session(s) " + readers());
      }
      throw e;
    }
  }

  private Map<String, String> openTransactions() throws SQLException {
    Map<String, String> open = new TreeMap<>();
    statements
        .rows("open_transactions")
        .forEach(row -> open.put(row.text("transaction"), row.text("session")));
    return open;
  }

  private String readers() throws SQLException {
    List<String> readers =
        statements.rows("readers").stream().map(row -> row.text("session")).toList();
    return words(readers);
  }

  private static String words(Collection<String> sessions) {
    return sessions.stream().distinct().collect(Collectors.joining(", "));
  }

  /** Waits; told to stop, it does not wait to the end. */
  private void pause(Duration pause) {
    long until = System.nanoTime() + pause.toNanos();
    while (System.nanoTime() < until) {
      run.checkStopped();
      try {
        Thread.sleep(Math.min(FIRST_PAUSE.toMillis(), pause.toMillis()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw TaskFailure.failed("interrupted while waiting for the readers of the old table", "");
      }
    }
  }
}
