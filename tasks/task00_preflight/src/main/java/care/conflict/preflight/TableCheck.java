package care.conflict.preflight;

import care.conflict.core.Run;
import care.conflict.core.TableFindings;
import care.conflict.core.TaskFailure;
import care.conflict.core.statements.Row;
import care.conflict.store.Session;
import care.conflict.store.Statements;
import care.conflict.store.tables.StoreTables;
import care.conflict.warehouse.Warehouse;
import care.conflict.warehouse.WarehouseTables;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Looks whether everything is there that a run needs of both databases. */
final class TableCheck {
  private final Run run;
  private final Session session;
  private final Warehouse warehouse;

  TableCheck(Run run, Session session, Warehouse warehouse) {
    this.run = run;
    this.session = session;
    this.warehouse = warehouse;
  }

  /** Fails with everything that is missing, in one message. */
  void check() throws SQLException {
    Row server = Statements.of(session, "store").row("version");
    run.detail(
        "versions",
        Map.of(
            "postgresql", server.text("version"),
            "snowflake", warehouse.text(Warehouse.sql(run, "warehouse").find("version"))));
    TableFindings store = StoreTables.look(run, session);
    TableFindings snowflake = WarehouseTables.look(run, warehouse);
    store.warnings().forEach(run::warn);
    List<String> problems = new ArrayList<>();
    store.missing().forEach(table -> problems.add("PostgreSQL has no table " + table));
    problems.addAll(store.lacking());
    snowflake.missing().forEach(table -> problems.add("the warehouse has no table " + table));
    if (!problems.isEmpty()) {
      throw TaskFailure.misused(
          String.join("; ", problems),
          "Run migrate for the pipeline's own tables; ask for the others or for the grants (docs/operating.md).");
    }
  }
}
