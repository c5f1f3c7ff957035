package care.conflict.stages.status;

import care.conflict.core.Run;
import care.conflict.core.TaskFailure;
import care.conflict.core.parameters.Parameters;
import care.conflict.warehouse.Warehouse;
import care.conflict.warehouse.WarehouseClock;
import care.conflict.warehouse.WarehouseLogin;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A session with the warehouse, where there is need of one. */
public final class WarehouseOnDemand implements AutoCloseable {
  private final Run run;
  private @Nullable WarehouseLogin login;
  private @Nullable Warehouse there;

  private WarehouseOnDemand(Run run) {
    this.run = run;
  }

  /** Begins to log in where it is sure to be asked for; else when it is. */
  public static WarehouseOnDemand of(Run run, boolean sure) {
    WarehouseOnDemand warehouse = new WarehouseOnDemand(run);
    if (sure) {
      warehouse.login = WarehouseLogin.begin(run);
    }
    return warehouse;
  }

  /** One that somebody else has, and closes. */
  public static WarehouseOnDemand of(Run run, Warehouse there) {
    WarehouseOnDemand warehouse = new WarehouseOnDemand(run);
    warehouse.there = there;
    return warehouse;
  }

  Warehouse open() {
    if (there != null) {
      return there;
    }
    if (login == null) {
      login = WarehouseLogin.begin(run);
    }
    return login.warehouse();
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
    if (login != null) {
      login.close();
    }
  }
}
