package care.conflict.status;

import care.conflict.core.Parameters;
import care.conflict.core.Run;
import care.conflict.core.TaskFailure;
import care.conflict.warehouse.Warehouse;
import care.conflict.warehouse.WarehouseClock;
import java.sql.SQLException;
import java.time.Instant;

/** A session with the warehouse that is opened when something asks for it, once. */
final class WarehouseOnDemand implements AutoCloseable {
  private final Run run;
  private Warehouse warehouse;

  WarehouseOnDemand(Run run) {
    this.run = run;
  }

  Warehouse open() {
    if (warehouse == null) {
      warehouse = Warehouse.open(run);
    }
    return warehouse;
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
    if (warehouse != null) {
      warehouse.close();
    }
  }
}
