package care.conflict.staging;

import care.conflict.core.Counts;
import care.conflict.core.Progress;
import care.conflict.core.Run;
import care.conflict.core.source.VisitSource;
import care.conflict.core.statements.Rows;
import care.conflict.core.statements.StepSql;
import care.conflict.store.Blanked;
import care.conflict.store.Patience;
import care.conflict.store.Session;
import care.conflict.store.Statements;
import care.conflict.store.copy.CopyResult;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;

/** The payers' reminders: one for each provider that works for them, under the names of today. */
public final class Reminders {
  private static final Set<String> NEEDED = Set.of("PayerID", "ProviderID");

  /** A name may be yesterday's; a night is not to wait long for one. */
  private static final Duration FOR_A_NAME = Duration.ofMinutes(1);

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
    long updated = rename();
    long inserted = session.writeByHash(() -> statements.execute("insert_reminders"));
    return Counts.of("reminders_inserted", inserted).and("reminders_updated", updated);
  }

  /** People set the days of the same rows: what somebody holds has its turn later. */
  private long rename() throws SQLException {
    Patience patience = new Patience(run, FOR_A_NAME);
    for (long updated = 0; ; ) {
      updated += session.writeByHash(() -> statements.execute("update_reminders"));
      long left = statements.row("count_renamed").number("rows");
      if (left == 0) {
        return updated;
      }
      if (patience.isOver()) {
        run.warn(
            "%,d reminder(s) keep the old name until the next run: somebody holds them"
                .formatted(left));
        return updated;
      }
      patience.pause();
    }
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
