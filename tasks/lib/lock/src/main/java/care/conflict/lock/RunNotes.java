package care.conflict.lock;

import care.conflict.core.RuleVersion;
import care.conflict.core.Run;
import care.conflict.core.parameters.Parameters;
import care.conflict.core.parameters.Window;
import care.conflict.core.source.VisitSource;
import care.conflict.core.statements.Rows;
import care.conflict.core.statements.StepSql;
import care.conflict.store.Session;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** What a run notes beside the lock, so that all its tasks go by the same. */
public final class RunNotes {
  /** Where "now" comes from when nothing else says it: the warehouse's clock. */
  public interface Clock {
    Instant read() throws SQLException;
  }

  private final Run run;
  private final RunLock lock;

  RunNotes(Run run, RunLock lock) {
    this.run = run;
    this.lock = lock;
  }

  /** Those of the run that this task belongs to. */
  public static RunNotes of(Run run, Session session) {
    return new RunNotes(run, new RunLock(run, session));
  }

  /**
   * What the task looks at: the window around "now", as it was asked for, else as its run noted it,
   * else by this clock, and noted for the run (spec: detection, "What is looked at").
   */
  public Window window(Clock clock) throws SQLException {
    return Window.around(now(clock), run.configuration());
  }

  /** Likewise, by the store's clock where nothing else says it. */
  public Window window() throws SQLException {
    return window(lock::clock);
  }

  /** Likewise with the delta, by this clock. */
  public Window windowWithDelta(Clock clock) throws SQLException {
    return Window.withDelta(now(clock), run.configuration());
  }

  /** "Now" as it was asked for, else as the run noted it, in an earlier try too. */
  public Optional<Instant> knownNow() throws SQLException {
    Optional<Instant> asked = run.configuration().find(Parameters.NOW);
    return asked.isPresent() ? asked : lock.notedNow();
  }

  private Instant now(Clock clock) throws SQLException {
    Optional<Instant> known = knownNow();
    Instant now = known.isPresent() ? known.get() : lock.noteNow(clock.read());
    run.detail("now", now.toString());
    return now;
  }

  /**
   * The oldest day that the source shows, as its run noted it, else as the source says, and noted
   * for the run (spec: detection, "Horizon"); empty where the source has no visit.
   *
   * @param detection the statements below sql/detection, in the source's dialect
   */
  public Optional<LocalDate> oldestVisit(VisitSource source, StepSql detection)
      throws SQLException {
    Optional<LocalDate> noted = lock.notedOldestVisit();
    if (noted.isPresent()) {
      return noted;
    }
    try (Rows rows = source.stream(detection.find("oldest_visit"))) {
      Object oldest = rows.next() ? rows.value(0) : null;
      if (oldest == null) {
        return Optional.empty();
      }
      LocalDate day = LocalDate.parse(oldest.toString());
      lock.noteOldestVisit(day);
      return Optional.of(day);
    }
  }

  /** Notes for the run, and in the task's result, by which version of the rules it judges. */
  public void noteRules() throws SQLException {
    lock.noteRules(RuleVersion.noteIn(run).orElseThrow());
  }
}
