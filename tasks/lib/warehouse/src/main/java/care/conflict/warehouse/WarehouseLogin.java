package care.conflict.warehouse;

import care.conflict.core.Run;
import care.conflict.core.TaskFailure;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Logging in to the warehouse while the task does something else. Whether it succeeds is told to
 * the first who asks for the session.
 */
public final class WarehouseLogin implements AutoCloseable {
  private final FutureTask<Warehouse> login;

  private WarehouseLogin(FutureTask<Warehouse> login) {
    this.login = login;
  }

  /** Begins to log in. */
  public static WarehouseLogin begin(Run run) {
    FutureTask<Warehouse> login = new FutureTask<>(() -> Warehouse.open(run));
    Thread thread = new Thread(login, "warehouse-ahead");
    thread.setDaemon(true);
    thread.start();
    return new WarehouseLogin(login);
  }

  /** The session; waits until it is there. */
  public Warehouse warehouse() {
    try {
      return login.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TaskFailure.failed("interrupted while logging in to the warehouse", "");
    }
  }

  /** Ends the session, if there is one; nobody waits for one that is not there yet. */
  @Override
  public void close() {
    if (login.isDone()) {
      try {
        login.get().close();
      } catch (ExecutionException e) {
        return; // there is no session to end
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
