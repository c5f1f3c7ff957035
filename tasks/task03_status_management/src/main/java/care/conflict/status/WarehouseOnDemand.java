package care.conflict.status;

import care.conflict.core.Parameters;
import care.conflict.core.Run;
import care.conflict.core.TaskFailure;
import care.conflict.warehouse.Warehouse;
import care.conflict.warehouse.WarehouseClock;
import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A session with the warehouse for what asks for it; logging in can begin ahead of that. */
final class WarehouseOnDemand implements AutoCloseable {
  private final Run run;
  private final FutureTask<Warehouse> login;
  private boolean begun;

  private WarehouseOnDemand(Run run) {
    this.run = run;
    this.login = new FutureTask<>(() -> Warehouse.open(run));
  }

  /**
   * Begins to log in where it is sure to be asked for; whether that succeeds is for the first who
   * asks.
   */
  static WarehouseOnDemand of(Run run, boolean sure) {
    WarehouseOnDemand warehouse = new WarehouseOnDemand(run);
    if (sure) {
      warehouse.begin();
    }
    return warehouse;
  }

  private void begin() {
    begun = true;
    Thread thread = new Thread(login, "warehouse-ahead");
    thread.setDaemon(true);
    thread.start();
  }

  Warehouse open() {
    if (!begun) {
      begin();
    }
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

  /**
   * "Now" as the warehouse has it; where the task needs no warehouse, one may not be configured.
   */
  Instant clock() throws SQLException {
    if (run.configuration().find(Parameters.SNOWFLAKE_USER).isEmpty()) {
      throw TaskFailure.misused(
          "\"now\" is not known: the run has not noted it, and no warehouse is configured to ask",
          "Run task00_preflight first with this run id, or give --now, or configure the warehouse.");
    }
    return WarehouseClock.read(run, open());
  }

  @Override
  public void close() {
    if (begun && login.isDone()) {
      try {
        login.get().close();
      } catch (ExecutionException e) {
        begun = false; // there is no session to end
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
