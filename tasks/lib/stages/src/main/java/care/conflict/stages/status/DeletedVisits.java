package care.conflict.stages.status;

import care.conflict.core.Counts;
import care.conflict.core.Progress;
import care.conflict.core.Run;
import care.conflict.core.parameters.Window;
import care.conflict.core.statements.Rows;
import care.conflict.store.Session;
import care.conflict.store.Statements;
import care.conflict.store.copy.CopyResult;
import care.conflict.warehouse.Warehouse;
import java.sql.SQLException;
import java.util.Set;

/** Brings the ids of the visits that were deleted lately into a temporary table. */
final class DeletedVisits {
  private static final String TABLE = "deleted_visits";
  private static final String STATEMENT = "steps/fetch_deleted_visit_ids";

  private final Run run;
  private final Session session;
  private final WarehouseOnDemand warehouse;
  private final Window window;

  DeletedVisits(Run run, Session session, WarehouseOnDemand warehouse, Window window) {
    this.run = run;
    this.session = session;
    this.warehouse = warehouse;
    this.window = window;
  }

  Counts fetch() throws SQLException {
    Statements statements = Statements.of(session, run.task());
    statements.execute("create_deleted_visits");
    CopyResult copy;
    try (Rows ids =
        warehouse.open().stream(Warehouse.sql(run, run.task()).find(STATEMENT), window.values())) {
      copy = session.copyIn(TABLE, ids, Progress.of(run, "deleted visits"), Set.of("visit_id"));
    }
    if (copy.rejected() > 0) {
      run.warn("%d ids of deleted visits are no UUID; left out".formatted(copy.rejected()));
    }
    statements.execute("index_deleted_visits");
    session.analyze(TABLE);
    return Counts.of(TABLE, copy.copied());
  }
}
