package care.conflict.history;

import static care.conflict.core.Command.Need.STORE;
import static care.conflict.core.Command.Trait.INTERACTIVE;

import care.conflict.core.Command;
import care.conflict.core.PipelineTask;
import care.conflict.core.Run;
import care.conflict.core.parameters.Configuration;
import care.conflict.core.parameters.Parameter;
import care.conflict.core.parameters.Parameters;
import care.conflict.runtime.TaskRunner;
import care.conflict.runtime.files.Json;
import care.conflict.store.Session;
import care.conflict.store.Store;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Tells what happened to a conflict, or how it was. */
final class ShowHistory implements PipelineTask {
  static final Parameter<Long> CONFLICT_ID =
      Parameter.id(Parameter.Group.RUN, "conflict_id", "The conflict.");
  static final Parameter<String> AS_OF =
      Parameter.matching(
          Parameter.Group.RUN,
          "as_of",
          null,
          "\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,6})?)?Z)?",
          "a day (its end, UTC) or a moment, 2026-03-10 or 2026-03-10T17:00:00Z",
          "In the place of events: how the conflict was then.");
  private static final Parameter<Boolean> JSON =
      Parameter.flag(Parameter.Group.RUN, "json", false, "Print one JSON object.");

  public static void main(String[] args) {
    TaskRunner.main(new ShowHistory(), args);
  }

  @Override
  public Command head() {
    return Command.named("history")
        .does(
            "Tells what happened to a conflict and its map rows: what, when, by whom, from what to what; or how it was at a moment. Changes nothing; runs beside a run.")
        .with(CONFLICT_ID, AS_OF, JSON, Parameters.POSTGRES_SCHEMA)
        .reads(STORE)
        .marked(INTERACTIVE);
  }

  @Override
  public List<String> problems(Configuration configuration) {
    return configuration.find(CONFLICT_ID).isPresent() || configuration.isRefused(CONFLICT_ID)
        ? List.of()
        : List.of("--conflict-id (command line): a conflict is needed");
  }

  @Override
  public void run(Run run) throws SQLException, IOException {
    try (Store store = Store.open(run);
        Session session = store.session()) {
      StoredHistory history = StoredHistory.open(session);
      long conflict = run.get(CONFLICT_ID);
      Optional<String> moment = run.configuration().find(AS_OF);
      if (moment.isPresent()) {
        AsOf told = history.asOf(conflict, AskedMoment.of(moment.get()));
        run.answer(run.get(JSON) ? Json.of(told.json()) : told.text());
      } else {
        Events told = history.events(conflict);
        run.answer(run.get(JSON) ? Json.of(told.json()) : told.text());
      }
    }
  }
}
