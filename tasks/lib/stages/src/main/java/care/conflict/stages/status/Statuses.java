package care.conflict.stages.status;

import care.conflict.core.Counts;
import care.conflict.core.Run;
import care.conflict.core.parameters.Window;
import care.conflict.lock.RunNotes;
import care.conflict.store.Session;
import care.conflict.store.Writers;
import java.sql.SQLException;

/** Keeps statuses and computed columns true, step by step. */
public final class Statuses {
  private Statuses() {}

  /** Takes the chosen steps; {@code run} is that of the task, by whose name statements go. */
  public static void manage(
      Run run, Session session, Writers.Others others, RunNotes notes, WarehouseOnDemand warehouse)
      throws Exception {
    ChosenSteps chosen = ChosenSteps.of(run.configuration());
    Window window = notes.windowWithDelta(warehouse::clock);
    DeletedVisits deleted = new DeletedVisits(run, session, warehouse, window);
    Money money = new Money(run, session, warehouse);
    run.count(Counts.of("updated", 0));
    try (StatusWriter writer = new StatusWriter(run, session, others, window, chosen)) {
      StepsInTurn steps = new StepsInTurn(run, writer::stepFailed);
      for (Step step : chosen.steps()) {
        steps.take(step, () -> work(step, deleted, writer, money));
      }
      writer.end();
      steps.end();
    }
  }

  /** Whether the run of the task came to an end of counting the money. */
  public static boolean countedMoney(Run run) {
    return run.details().containsKey(Money.TOLD);
  }

  private static Counts work(Step step, DeletedVisits deleted, StatusWriter writer, Money money)
      throws SQLException {
    return switch (step.way()) {
      case FETCHES -> deleted.fetch();
      case FETCHES_PAYERS -> money.fetchPayers();
      case READS -> writer.readWindow();
      case WRITES -> writer.take(step);
      case COUNTS_MONEY -> money.count();
    };
  }
}
