package care.conflict.explain;

import static care.conflict.core.Command.Need.STORE;
import static care.conflict.core.Command.Need.WAREHOUSE;
import static care.conflict.core.Command.Trait.INTERACTIVE;

import care.conflict.core.Command;
import care.conflict.core.Command.Need;
import care.conflict.core.ExitCode;
import care.conflict.core.PipelineTask;
import care.conflict.core.Run;
import care.conflict.core.parameters.Configuration;
import care.conflict.core.parameters.Parameter;
import care.conflict.core.parameters.Parameters;
import care.conflict.runtime.TaskRunner;
import care.conflict.runtime.files.Json;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Says of two visits whether they are a conflict, and why. */
final class Explain implements PipelineTask {
  private static final String REPLICA = "replica";
  private static final String SNOWFLAKE = "snowflake";

  static final Parameter<List<String>> VISIT =
      Parameter.list(
          Parameter.Group.RUN,
          "visit",
          null,
          Map.of("type", "string", "format", "uuid"),
          "the id of a visit, or two with a comma between",
          "One of the two visits; given twice.",
          VisitIds::parse);
  private static final Parameter<String> VISITS_FROM =
      Parameter.matching(
          Parameter.Group.RUN,
          "visits_from",
          SNOWFLAKE,
          SNOWFLAKE + "|" + REPLICA,
          "snowflake or replica",
          "Where the visits are read: snowflake, or its replica beside the store.");
  private static final Parameter<Boolean> JSON =
      Parameter.flag(Parameter.Group.RUN, "json", false, "Print one JSON object.");

  public static void main(String[] args) {
    TaskRunner.main(new Explain(), args);
  }

  @Override
  public Command head() {
    return Command.named("explain")
        .does(
            "Says of two visits whether they are a conflict, and why: every gate in order, the seven rules, the smallest change that would turn it. Changes nothing; runs beside a run.")
        .with(VISIT, VISITS_FROM, JSON)
        .with(Parameters.WINDOW_AND_DELTA)
        .with(
            Parameters.ENABLE_ASYMMETRIC_JOIN,
            Parameters.MAX_VISITS_PER_KEY,
            Parameters.REPLICA_SCHEMA)
        .reads(STORE, WAREHOUSE)
        .marked(INTERACTIVE);
  }

  @Override
  public Set<Need> needs(Configuration configuration) {
    return fromReplica(configuration) ? Set.of(STORE) : Set.of(STORE, WAREHOUSE);
  }

  private static boolean fromReplica(Configuration configuration) {
    return configuration.find(VISITS_FROM).orElse("").toLowerCase(Locale.ROOT).equals(REPLICA);
  }

  @Override
  public List<String> problems(Configuration configuration) {
    if (configuration.isRefused(VISIT)) {
      return List.of(); // told already
    }
    long visits = configuration.find(VISIT).stream().flatMap(List::stream).distinct().count();
    return visits == 2
        ? List.of()
        : List.of("--visit (command line): two different visits are needed, not " + visits);
  }

  @Override
  public void run(Run run) throws SQLException {
    List<String> visits = run.get(VISIT);
    PairId pair = new PairId(visits.get(0), visits.get(1));
    Answer answer =
        fromReplica(run.configuration())
            ? Asking.theReplica(run, pair)
            : Asking.theWarehouse(run, pair);
    run.detail("verdict", answer.explained().verdict());
    run.answer(
        run.get(JSON) ? Json.of(answer.json()) : Text.of(answer),
        answer.explained().isConflict() ? ExitCode.DONE : ExitCode.NO_CONFLICT);
  }
}
