package care.conflict.staging;

import care.conflict.core.Counts;
import care.conflict.core.Rows;
import care.conflict.core.Run;
import care.conflict.core.StepSql;
import care.conflict.store.CopyResult;
import care.conflict.store.Session;
import care.conflict.store.Store;
import care.conflict.warehouse.Warehouse;
import java.sql.SQLException;
import java.util.Map;

/** The payers' reminders: one for each provider that works for them, under the names of today. */
final class Reminders {
  private final Run run;
  private final Session session;
  private final Warehouse warehouse;
  private final StepSql sql;

  Reminders(Run run, Session session, Warehouse warehouse) {
    this.run = run;
    this.session = session;
    this.warehouse = warehouse;
    this.sql = Store.sql(run, run.task());
  }

  /** Inserts the pairs that are missing, and updates names that differ. */
  Counts copy() throws SQLException {
    read();
    return session.write(
        () -> {
          long updated = execute("update_reminders");
          long inserted = execute("insert_reminders");
          return Counts.of("reminders_inserted", inserted).and("reminders_updated", updated);
        });
  }

  private void read() throws SQLException {
    execute("create_reminders_in");
    try (Rows rows = warehouse.stream(Warehouse.sql(run, run.task()).find("reminders"), Map.of())) {
      CopyResult copied = session.copyIn("reminders_in", rows, run.progress("reminders"));
      if (copied.rejected() > 0) {
        run.warn(
            "%,d reminder(s) left out: payer or provider has an id that cannot be converted"
                .formatted(copied.rejected()));
      }
    }
    session
        .numbers(sql.find("cut_texts"), Map.of())
        .forEach(
            (column, cut) -> {
              if (cut > 0) {
                run.warn(
                    "payer_provider_reminders.%s: %,d text(s) longer than the column were cut"
                        .formatted(column, cut));
              }
            });
    execute("one_a_pair");
    execute("analyze_reminders");
  }

  private long execute(String statement) throws SQLException {
    return session.execute(sql.find(statement), Map.of());
  }
}
