package care.conflict.warehouse;

import care.conflict.core.Run;
import care.conflict.core.TableFindings;
import care.conflict.core.parameters.Parameters;
import care.conflict.core.statements.Rows;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Looks whether every table of the warehouse is there that a run reads. */
public final class WarehouseTables {
  private WarehouseTables() {}

  /** Looks; changes nothing. */
  public static TableFindings look(Run run, Warehouse warehouse) throws SQLException {
    Set<String> there = new HashSet<>();
    try (Rows rows =
        warehouse.stream(
            Warehouse.sql(run, "warehouse").find("tables"),
            Map.of("schema", run.get(Parameters.SNOWFLAKE_SCHEMA)))) {
      while (rows.next()) {
        there.add(rows.needed(0).toString());
      }
    }
    List<String> found = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (String table : run.get(Parameters.REQUIRED_WAREHOUSE_TABLES)) {
      (there.contains(table.toUpperCase(Locale.ROOT)) ? found : missing).add(table);
    }
    return new TableFindings(found, missing, List.of(), List.of());
  }
}
