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
import care.conflict.runtime.files.AnswerFile;
import care.conflict.runtime.files.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Says of visits whether they are a conflict, and why. */
final class Explain implements PipelineTask {
  private static final String REPLICA = "replica";
  private static final String SNOWFLAKE = "snowflake";

  static final Parameter<List<String>> VISIT =
      Parameter.list(
          Parameter.Group.RUN,
          "visit",
          null,
          Map.of("type", "string", "format", "uuid"),
          "ids of visits, separated by commas",
          "A visit: given twice, the pair; once, all its partners; more often, every pair of a person's day.",
          VisitIds::parse);
  static final Parameter<Long> CONFLICT_ID =
      Parameter.id(
          Parameter.Group.RUN,
          "conflict_id",
          "In the place of visits: the pairs of a stored conflict, the first 100.");
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

  private static final Parameter<String> HTML =
      Parameter.text(
          Parameter.Group.RUN, "html", null, "File for one HTML page, which needs no network.");

  static final Parameter<Boolean> WITH_NAMES =
      Parameter.flag(
          Parameter.Group.RUN,
          "with_names",
          false,
          "Say names of caregivers, agencies and patients: at a terminal, and nowhere else.");

  public static void main(String[] args) {
    TaskRunner.main(new Explain(), args);
  }

  @Override
  public Command head() {
    return Command.named("explain")
        .does(
            "Says of two visits whether they are a conflict, and why: every gate in order, the seven rules, the smallest change that would turn it. Changes nothing; runs beside a run.")
        .with(VISIT, CONFLICT_ID, VISITS_FROM, JSON, HTML, WITH_NAMES)
        .with(Parameters.WINDOW_AND_DELTA)
        .with(
            Parameters.BATCH_SIZE,
            Parameters.SKIP_UNCHANGED_RECORDS,
            Parameters.ENABLE_ASYMMETRIC_JOIN,
            Parameters.ENABLE_STALE_CLEANUP,
            Parameters.ENABLE_INSERT,
            Parameters.ENABLE_INSERVICE,
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
    List<String> visits = configuration.find(VISIT).orElse(List.of());
    boolean ofConflict = configuration.find(CONFLICT_ID).isPresent();
    List<String> problems = new ArrayList<>();
    if (visits.isEmpty() != ofConflict
        && !configuration.isRefused(VISIT)
        && !configuration.isRefused(CONFLICT_ID)) {
      problems.add(
          configuration.place(VISIT)
              + ": a visit is needed, several different ones, or a conflict_id");
    }
    visits.stream()
        .filter(visit -> Collections.frequency(visits, visit) > 1)
        .distinct()
        .forEach(
            visit ->
                problems.add(
                    "%s: %s is given twice; the visits of a pair are different ones"
                        .formatted(configuration.place(VISIT), visit)));
    if (configuration.find(WITH_NAMES).orElse(false)
        && (configuration.find(JSON).orElse(false)
            || configuration.find(HTML).isPresent()
            || !Terminal.isThere())) {
      problems.add(
          configuration.place(WITH_NAMES)
              + ": names are said at a terminal alone, without json, html or a redirection");
    }
    problems.addAll(AnswerFile.problems(configuration, List.of(HTML)));
    return problems;
  }

  @Override
  public void run(Run run) throws SQLException, IOException {
    Answer answer =
        fromReplica(run.configuration()) ? Asking.theReplica(run) : Asking.theWarehouse(run);
    Optional<String> page = run.configuration().find(HTML);
    if (page.isPresent()) {
      Files.writeString(Path.of(page.get()), Page.of(answer));
    }
    run.answer(
        run.get(JSON) ? Json.of(answer.json()) : Text.of(answer, answer.names()),
        answer.hasConflict() ? ExitCode.DONE : ExitCode.NO_CONFLICT);
  }
}
