package care.conflict.stages.status;

import care.conflict.core.DatabaseError;
import care.conflict.core.EventLog;
import care.conflict.core.Run;
import care.conflict.core.statements.Row;
import care.conflict.lock.DoneSteps;
import care.conflict.store.Session;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The steps that compute columns of map rows: where all that look at a row alone have their turn,
 * the first of them has one statement write what they and the groups come to, so that a wide row is
 * written once, and each tells its own rows. Where that fails, each does its own, so that only what
 * is broken has failed.
 */
final class ComputedColumns {
  private final Run run;
  private final Session session;
  private final StepWriters writers;
  private final Groups groups;
  private final boolean together;
  private final boolean withGroups;

  /** What was written for several steps at once: the rows by step. */
  private final Map<String, Long> written = new HashMap<>();

  private boolean allWritten;
  private boolean grouped;
  private @Nullable SQLException groupsFailure;
  private long windowRows;
  private long looked;

  ComputedColumns(
      Run run, Session session, StepWriters writers, DoneSteps done, ChosenSteps chosen) {
    this.run = run;
    this.session = session;
    this.writers = writers;
    this.groups = new Groups(session, writers.statements(session), done);
    this.together = chosen.computeRows() && Step.COMPUTED.stream().noneMatch(done::has);
    this.withGroups = chosen.computeGroups();
  }

  /** How many rows were read. */
  void windowHas(long rows) {
    windowRows = rows;
  }

  /** Takes a step; returns its rows. */
  long take(Step step) throws SQLException {
    if (together && step.name().equals(Step.COMPUTED.get(0))) {
      try {
        writeTogether(step);
        allWritten = true;
      } catch (SQLException e) {
        goOnAfter(e);
        writers.close();
        run.log().log(EventLog.Level.INFO, "computed step by step", "why", run.told(e));
      }
    }
    if (step.isOfGroups()) {
      workOutGroups();
    }
    long rows = written.getOrDefault(step.name(), 0L);
    if (!allWritten) {
      rows += writers.write(step, writers.find(step.name()));
    }
    if (step.isOfGroups()) {
      groups.noteSeen();
    }
    return rows;
  }

  /** How many rows the groups have looked at. */
  long looked() {
    return looked;
  }

  /** Groups that could not be worked out are their own step's failure. */
  private void writeTogether(Step first) throws SQLException {
    if (withGroups) {
      try {
        workOutGroups();
      } catch (SQLException e) {
        goOnAfter(e);
      }
    }
    if (!grouped) {
      groups.writeNone();
    }
    writers.write(
        first,
        writers.find("computed_columns"),
        (by, slice) -> by.row("steps/computed_columns", "slice", slice),
        this::countByStep);
  }

  private long countByStep(Row rows) {
    rows.numbers().forEach((step, more) -> written.merge(step, more, Long::sum));
    return rows.numbers().values().stream().mapToLong(Long::longValue).sum();
  }

  private void workOutGroups() throws SQLException {
    if (groupsFailure != null) {
      throw groupsFailure;
    }
    if (!grouped) {
      try {
        looked = groups.workOut(windowRows);
        grouped = true;
      } catch (SQLException e) {
        groupsFailure = e;
        throw e;
      }
    }
  }

  /** Within a transaction, or without a connection, nothing follows. */
  private void goOnAfter(SQLException e) throws SQLException {
    if (DatabaseError.isLostConnection(e) || session.isInTransaction()) {
      throw e;
    }
    run.checkStopped();
  }
}
