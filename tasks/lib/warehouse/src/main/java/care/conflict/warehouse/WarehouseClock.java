package care.conflict.warehouse;

import care.conflict.core.Run;
import java.sql.SQLException;
import java.time.Instant;

/** "Now" as the warehouse has it. */
public final class WarehouseClock {
  private WarehouseClock() {}

  public static Instant read(Run run, Warehouse warehouse) throws SQLException {
    return Instant.parse(warehouse.text(Warehouse.sql(run, "detection").find("clock")) + "Z");
  }
}
