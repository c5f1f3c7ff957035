package care.conflict.store;

import care.conflict.core.EventLog;
import care.conflict.core.Progress;
import care.conflict.core.Run;
import care.conflict.core.TaskFailure;
import care.conflict.core.parameters.Parameters;
import care.conflict.core.statements.Rows;
import care.conflict.store.copy.CopyResult;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntUnaryOperator;

/**
 * Sessions that write the parts of one work at once: a task's own, and others, each on a thread of
 * its own. Where a part fails, what runs of the others is cancelled; the first error is the work's.
 */
public final class Writers implements AutoCloseable {
  /** Writes the part of this number, from 0; returns its rows. */
  public interface Part {
    long write(Session session, int number) throws SQLException;
  }

  /** Who writes beside a session, from when there is something to write. */
  public interface Others {
    Writers beside(Session own) throws SQLException;
  }

  /** With so many a task has all the connections that it can have, and one left for its lease. */
  private static final int FEW = 2;

  private final List<Session> sessions = new ArrayList<>();

  private Writers(Session own) {
    sessions.add(own);
  }

  /**
   * The task's own session, and as many others as are wanted and can be had. Above two one more is
   * left free: who keeps the lease makes its connection later.
   */
  public static Writers of(Run run, Session own, Sessions more, int wanted) throws SQLException {
    Writers writers = new Writers(own);
    try {
      while (writers.count() < wanted) {
        writers.sessions.add(more.session());
      }
      if (wanted > FEW) {
        more.session().close();
      }
    } catch (SQLException e) {
      if (writers.count() > FEW) {
        writers.sessions.remove(writers.count() - 1).close();
      }
      run.log().log(
          EventLog.Level.INFO,
          "fewer writers",
          "wanted",
          wanted,
          "writers",
          writers.count(),
          "why",
          run.told(e));
    } catch (Throwable e) {
      writers.close();
      throw e;
    }
    return writers;
  }

  /** As many as the run is told (parameter writers). */
  public static Others asTold(Run run, Sessions more) {
    return own -> of(run, own, more, run.get(Parameters.WRITERS));
  }

  /** The task's own session alone. */
  public static Writers alone(Session own) {
    return new Writers(own);
  }

  public int count() {
    return sessions.size();
  }

  /** The sessions, the task's own first. */
  public List<Session> sessions() {
    return List.copyOf(sessions);
  }

  /** {@link Session#copyIn}, into the temporary table of that name of each session. */
  public CopyResult copyIn(String table, Rows rows, Progress progress, Set<String> needed)
      throws SQLException {
    return Session.copyIn(sessions, table, rows, progress, needed);
  }

  /** Writes so many parts, each by whoever is free first; returns the rows of all. */
  public long write(int parts, Part part) throws SQLException {
    AtomicInteger next = new AtomicInteger();
    return write(part, writer -> next.getAndIncrement(), parts);
  }

  /** Each session writes the part of its own number; returns the rows of all. */
  public long writeEach(Part part) throws SQLException {
    boolean[] begun = new boolean[count()];
    return write(
        part,
        writer -> {
          int number = begun[writer] ? count() : writer;
          begun[writer] = true;
          return number;
        },
        count());
  }

  private long write(Part part, IntUnaryOperator next, int parts) throws SQLException {
    Work work = new Work(part, next, parts);
    for (int i = 1; i < count(); i++) {
      int writer = i;
      Thread thread = new Thread(() -> work.isDoneBy(writer), "writer-" + (i + 1));
      thread.setDaemon(true);
      thread.start();
    }
    work.isDoneBy(0);
    work.awaitEnd();
    return work.rows();
  }

  /** What is written, until all have come to its end. */
  private final class Work {
    private static final int MILLIS_OF_A_WAIT = 100;

    /** Its own transaction is open all the while, and is to be heard of. */
    private static final int WAITS_TO_THE_NEXT_CHECK = 50;

    private final Part part;

    /** Of a writer's number the part that is its next. */
    private final IntUnaryOperator nextOf;

    private final int parts;
    private final AtomicLong rows = new AtomicLong();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final CountDownLatch atWork = new CountDownLatch(count());
    private final Set<Session> busy = ConcurrentHashMap.newKeySet();

    private Work(Part part, IntUnaryOperator nextOf, int parts) {
      this.part = part;
      this.nextOf = nextOf;
      this.parts = parts;
      busy.addAll(sessions);
    }

    void isDoneBy(int writer) {
      Session session = sessions.get(writer);
      try {
        for (int number = next(writer); number < parts; number = next(writer)) {
          rows.addAndGet(part.write(session, number));
        }
      } catch (Throwable e) { // whatever it is: the others must not go on
        fail(e);
      } finally {
        busy.remove(session);
        atWork.countDown();
      }
      if (failure.get() != null) {
        endAll();
      }
    }

    private int next(int writer) {
      return failure.get() == null ? nextOf.applyAsInt(writer) : parts;
    }

    private void fail(Throwable e) {
      failure.compareAndSet(null, e);
    }

    /**
     * Cancels what is under way until all have ended: a statement may begin just after a cancel.
     */
    private void endAll() {
      try {
        do {
          busy.forEach(Session::cancel);
        } while (!atWork.await(MILLIS_OF_A_WAIT, TimeUnit.MILLISECONDS));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    void awaitEnd() {
      try {
        for (int waits = 1; !atWork.await(MILLIS_OF_A_WAIT, TimeUnit.MILLISECONDS); waits++) {
          if (failure.get() == null && waits % WAITS_TO_THE_NEXT_CHECK == 0) {
            sessions.get(0).checkFence();
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        fail(TaskFailure.failed("interrupted while others write", ""));
        busy.forEach(Session::cancel);
      } catch (SQLException | TaskFailure e) {
        fail(e);
        busy.forEach(Session::cancel);
      }
    }

    long rows() throws SQLException {
      Throwable e = failure.get();
      if (e instanceof SQLException said) {
        throw said;
      } else if (e instanceof RuntimeException said) {
        throw said;
      } else if (e instanceof Error said) {
        throw said;
      }
      return rows.get();
    }
  }

  /** Closes the others. */
  @Override
  public void close() throws SQLException {
    for (Session other : sessions.subList(1, count())) {
      other.close();
    }
  }
}
