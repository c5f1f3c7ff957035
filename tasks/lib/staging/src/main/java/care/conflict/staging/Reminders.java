package care.conflict.staging;

import care.conflict.core.Counts;
import care.conflict.core.Progress;
import care.conflict.core.Run;
import care.conflict.core.source.VisitSource;
import care.conflict.core.statements.Rows;
import care.conflict.core.statements.StepSql;
import care.conflict.store.Blanked;
import care.conflict.store.Session;
import care.conflict.store.Statements;
import care.conflict.store.copy.CopyResult;
import java.sql.SQLException;
import java.util.Set;

/** The payers' reminders: one for each provider that works for them, under the names of today. */
public final class Reminders {
  private static final Set<String> NEEDED = Set.of("PayerID", "ProviderID");

  private final Run run;
  private final Session session;
  private final VisitSource source;
  private final StepSql sourceSql;
  private final Statements statements;

  /**
   * @param source where providers and payers are read
   * @param sourceSql the statements below sql/reminders, in the source's dialect
   */
  public Reminders(Run run, Session session, VisitSource source, StepSql sourceSql) {
    this.run = run;
    this.session = session;
    this.source = source;
    this.sourceSql = sourceSql;
    this.statements = Statements.of(session, "reminders");
  }

  /** Inserts the pairs that are missing, and updates names that differ. */
  public Counts copy() throws SQLException {
    read();
    return session.writeByHash(
        () -> {
          long updated = statements.execute("update_reminders");
          long inserted = statements.execute("insert_reminders");
          return Counts.of("reminders_inserted", inserted).and("reminders_updated", updated);
        });
  }

  private void read() throws SQLException {
    statements.execute("create_reminders_in");
    try (Rows rows = source.stream(sourceSql.find("reminders"))) {
      CopyResult copied =
          session.copyIn("reminders_in", rows, Progress.of(run, "reminders"), NEEDED);
      Blanked.warn(run, "payer_provider_reminders.", copied);
      if (copied.rejected() > 0) {
        run.warn(
            "%,d reminder(s) left out: payer or provider has an id that cannot be converted"
                .formatted(copied.rejected()));
      }
    }
    statements
        .row("cut_texts")
        .numbers()
        .forEach(
            (column, cut) -> {
              if (cut > 0) {
                run.warn(
                    "payer_provider_reminders.%s: %,d text(s) longer than the column were cut"
                        .formatted(column, cut));
              }
            });
    statements.execute("one_a_pair");
    session.analyze("wanted_reminders");
  }
}
