package care.conflict.store;

import static java.util.Objects.requireNonNull;

import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** Work that goes on in a thread of its own, until somebody asks what became of it. */
public final class Meanwhile<T> implements AutoCloseable {
  /** What is done meanwhile. */
  public interface Work<T> {
    T run() throws SQLException;
  }

  private final FutureTask<T> task;

  private Meanwhile(FutureTask<T> task) {
    this.task = task;
  }

  /** Begins it, in a thread of that name which does not keep the process alive. */
  public static <T> Meanwhile<T> begin(String thread, Work<T> work) {
    FutureTask<T> task = new FutureTask<>(work::run);
    Thread made = new Thread(task, thread);
    made.setDaemon(true);
    made.start();
    return new Meanwhile<>(task);
  }

  /** Waits for its end; what the work threw is thrown here. */
  public T result() throws SQLException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw asItWas(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted", e);
    }
  }

  private static SQLException asItWas(@Nullable Throwable thrown) {
    if (thrown instanceof SQLException ofTheDatabase) {
      return ofTheDatabase;
    }
    if (thrown instanceof RuntimeException broken) {
      throw broken;
    }
    throw (Error) requireNonNull(thrown); // the work throws nothing else
  }

  /** Waits for its end, whatever became of it: what it works with can be closed then. */
  @Override
  public void close() {
    try {
      task.get();
    } catch (ExecutionException e) {
      return; // told by result(), or something else has failed before
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
