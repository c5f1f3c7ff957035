package care.conflict.lock;

import care.conflict.core.Run;
import care.conflict.core.parameters.Window;
import care.conflict.core.source.VisitSource;
import care.conflict.core.statements.StepSql;
import care.conflict.store.Fence;
import care.conflict.store.Session;
import care.conflict.store.Sessions;
import care.conflict.store.Store;
import care.conflict.store.tables.RowSecurity;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A writing task's hold on the run lock: that of its run, or, where the run holds none, its own for
 * as long as it works. Heartbeats keep the lease; when the lock is lost the task is told to stop.
 */
public final class HeldLock implements Sessions, AutoCloseable {
  private final Run run;
  private final Store store;
  private final Session session;
  private final RunLock lock;
  private final RunNotes notes;
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
    this.notes = new RunNotes(run, lock);
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

  /** What its run has noted, and notes. */
  public RunNotes notes() {
    return notes;
  }

  /** {@link RunNotes#window()}. */
  public Window window() throws SQLException {
    return notes.window();
  }

  /** {@link RunNotes#oldestVisit}. */
  public Optional<LocalDate> oldestVisit(VisitSource source, StepSql detection)
      throws SQLException {
    return notes.oldestVisit(source, detection);
  }

  /** {@link RunNotes#noteRules}. */
  public void noteRules() throws SQLException {
    notes.noteRules();
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
