package care.conflict.lock;

import care.conflict.core.RuleVersion;
import care.conflict.core.Run;
import care.conflict.core.parameters.Parameters;
import care.conflict.core.parameters.Window;
import care.conflict.core.source.VisitSource;
import care.conflict.core.statements.Rows;
import care.conflict.core.statements.StepSql;
import care.conflict.store.Fence;
import care.conflict.store.Session;
import care.conflict.store.Sessions;
import care.conflict.store.Store;
import care.conflict.store.tables.RowSecurity;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A writing task's hold on the run lock: that of its run, or, where the run holds none, its own for
 * as long as it works. Heartbeats keep the lease; when the lock is lost the task is told to stop.
 */
public final class HeldLock implements Sessions, AutoCloseable {
  /** Where "now" comes from when nothing else says it: the warehouse's clock. */
  public interface Clock {
    Instant read() throws SQLException;
  }

  private final Run run;
  private final Store store;
  private final Session session;
  private final RunLock lock;
  private final Fence fence;
  private final Heartbeat heartbeat;
  private boolean own;

  private HeldLock(Run run, Store store, Session session, long token, boolean own)
      throws SQLException {
    this.fence = FencingToken.fence(run, token);
    session.fencedBy(fence);
    this.run = run;
    this.store = store;
    this.session = session;
    this.lock = new RunLock(run, session);
    this.own = own;
    this.heartbeat = Heartbeat.start(run, store, token);
  }

  /**
   * Joins the lock of the task's run, or takes it for the task alone. Either is under a new fencing
   * token: an earlier try of the task, or whatever else of the run is still at work, writes no
   * more.
   */
  public static HeldLock join(Run run, Store store) throws SQLException {
    return join(run, store, RunLock::join);
  }

  /** Likewise under the token in force, for one of several that are rightly at work together. */
  public static HeldLock joinBesideOthers(Run run, Store store) throws SQLException {
    return join(run, store, RunLock::tokenOfRun);
  }

  /** How a task comes to the token of its run; empty where its run holds no lock. */
  private interface Joining {
    OptionalLong token(RunLock lock) throws SQLException;
  }

  private static HeldLock join(Run run, Store store, Joining joining) throws SQLException {
    Session session = store.session();
    try {
      RowSecurity.check(run, session);
      RunLock lock = new RunLock(run, session);
      OptionalLong token = joining.token(lock);
      HeldLock held =
          token.isPresent()
              ? new HeldLock(run, store, session, token.getAsLong(), false)
              : taken(run, store, session, lock.acquireBesideNobody());
      return held.forgetOthersSteps();
    } catch (Throwable e) {
      session.close();
      throw e;
    }
  }

  /** Takes the lock for the task's run; until {@link #keep} it is the task's alone. */
  public static HeldLock take(Run run, Store store) throws SQLException {
    Session session = store.session();
    try {
      RowSecurity.check(run, session);
      return taken(run, store, session, new RunLock(run, session).acquire());
    } catch (Throwable e) {
      session.close();
      throw e;
    }
  }

  private HeldLock forgetOthersSteps() throws SQLException {
    try {
      DoneSteps.forgetOthers(run, session);
      return this;
    } catch (Throwable e) {
      close();
      throw e;
    }
  }

  /** Holds what was just taken, or gives it back. */
  private static HeldLock taken(Run run, Store store, Session session, long token)
      throws SQLException {
    try {
      return new HeldLock(run, store, session, token, true);
    } catch (Throwable e) {
      giveBack(run, store, token);
      throw e;
    }
  }

  /** Leaves the lock to the run when the task ends. */
  public void keep() throws SQLException {
    lock.keep(token());
    own = false;
  }

  /** A session whose transactions write only while this lock is held. */
  @Override
  public Session session() throws SQLException {
    return fenced(store.session());
  }

  @Override
  public Session closingSession() throws SQLException {
    return fenced(store.closingSession());
  }

  private Session fenced(Session session) throws SQLException {
    try {
      session.fencedBy(fence);
      return session;
    } catch (Throwable e) {
      session.close();
      throw e;
    }
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

  private Instant now(Clock clock) throws SQLException {
    Optional<Instant> asked = run.configuration().find(Parameters.NOW);
    Optional<Instant> known = asked.isPresent() ? asked : lock.notedNow();
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

  public RunLock lock() {
    return lock;
  }

  /** The fencing token of this hold. */
  public long token() {
    return fence.token();
  }

  /** What lets another session write while this hold lasts. */
  public Fence fence() {
    return fence;
  }

  /** Gives back what the task took by itself: cron job, flag and lock. */
  @Override
  public void close() throws SQLException {
    try {
      heartbeat.close();
      session.close();
    } finally {
      if (own) {
        giveBack(run, store, token());
      }
    }
  }

  private static void giveBack(Run run, Store store, long token) throws SQLException {
    try (Session closing = store.closingSession()) {
      GiveBack.all(run, new RunLock(run, closing), token);
    }
  }
}
