package care.conflict.preview;

import static care.conflict.core.Command.Need.STORE;
import static care.conflict.core.Command.Need.WAREHOUSE;
import static care.conflict.core.Command.Trait.INTERACTIVE;

import care.conflict.core.Command;
import care.conflict.core.ExitCode;
import care.conflict.core.PipelineTask;
import care.conflict.core.Run;
import care.conflict.core.parameters.Configuration;
import care.conflict.core.parameters.Parameter;
import care.conflict.core.parameters.Parameters;
import care.conflict.report.PreviewReport;
import care.conflict.runtime.TaskRunner;
import care.conflict.runtime.files.AnswerFile;
import care.conflict.runtime.files.Json;
import care.conflict.runtime.files.RunLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says what a run would change, and changes nothing. */
final class Preview implements PipelineTask {
  private static final Parameter<List<String>> FAIL_IF =
      Parameter.list(
          Parameter.Group.RUN,
          "fail_if",
          null,
          Map.of("type", "string"),
          Condition.ALLOWED,
          "End with exit code 12 where one of these holds: \"resolved > 5%\", \"resolved of a provider > 40%\", \"freed > 10000\".",
          Condition::texts);
  private static final Parameter<Boolean> JSON =
      Parameter.flag(Parameter.Group.RUN, "json", false, "Print one JSON object.");
  private static final Parameter<String> HTML =
      Parameter.text(
          Parameter.Group.RUN, "html", null, "File for one HTML page, which needs no network.");
  private static final Parameter<String> ROWS =
      Parameter.text(
          Parameter.Group.RUN,
          "rows",
          null,
          "File for every row that would be written, as CSV: ids, what becomes of it, which columns.");

  /** What a run goes by, of this command's configuration and of what it is compared with. */
  private static final List<Parameter<?>> OF_A_RUN =
      Stream.of(
              Parameters.WINDOW_AND_DELTA,
              List.<Parameter<?>>of(
                  Parameters.REFRESH_MODULE,
                  Parameters.MAX_SOURCE_AGE_HOURS,
                  Parameters.SOURCE_DROP_PERCENT,
                  Parameters.PROVIDER_DROP_PERCENT,
                  Parameters.MAX_VISITS_PER_KEY,
                  Parameters.ALLOW_EMPTY_SOURCE,
                  Parameters.BATCH_SIZE,
                  Parameters.SKIP_UNCHANGED_RECORDS,
                  Parameters.ENABLE_ASYMMETRIC_JOIN,
                  Parameters.ENABLE_STALE_CLEANUP,
                  Parameters.ENABLE_INSERT,
                  Parameters.ENABLE_INSERVICE,
                  Parameters.ENABLE_PHASE_B,
                  Parameters.ENABLE_GROUPS,
                  Parameters.ENABLE_MONEY,
                  Parameters.ONLY_STEPS,
                  Parameters.MAX_RESOLVE_PERCENT))
          .flatMap(List::stream)
          .toList();

  private static final Parameter<List<String>> COMPARE =
      Parameter.list(
          Parameter.Group.RUN,
          "compare",
          null,
          Map.of("type", "string"),
          "parameters of a run with their values, as enable_insert=false, separated by commas; a word without = belongs to the value before",
          "Tell, too, what would change otherwise with these parameters: lookback_hours=72, enable_insert=false.",
          Preview::assignments);
  private static final Parameter<String> COMPARE_SQL =
      Parameter.text(
          Parameter.Group.RUN,
          "compare_sql",
          null,
          "Folder like sql, whose files for the warehouse stand in the place of the command's own: tell, too, what would change otherwise by them.");

  public static void main(String[] args) {
    TaskRunner.main(new Preview(), args);
  }

  @Override
  public Command head() {
    return Command.named("preview")
        .does(
            "Says what a run would change: the tasks' own statements, on tables that this session alone has. Changes nothing; runs beside a run.")
        .with(FAIL_IF, JSON, HTML, ROWS, COMPARE, COMPARE_SQL)
        .with(OF_A_RUN)
        .reads(STORE, WAREHOUSE)
        .marked(INTERACTIVE);
  }

  /** A word without = belongs to the value before: only_steps=money,fetch_active_payers. */
  static List<String> assignments(String text) {
    List<String> all = new ArrayList<>();
    for (String word : text.split(",", -1)) {
      if (all.isEmpty() || word.contains("=")) {
        all.add(word.strip());
      } else {
        all.add(all.remove(all.size() - 1) + "," + word.strip());
      }
    }
    if (!all.stream().allMatch(it -> it.matches("[a-z_]+ *=.*"))) {
      throw new IllegalArgumentException("no parameter with its value");
    }
    return all;
  }

  @Override
  public List<String> problems(Configuration configuration) {
    List<String> problems = new ArrayList<>();
    other(configuration, problems);
    configuration
        .find(COMPARE_SQL)
        .ifPresent(it -> problems.addAll(new RulesFolder(Path.of(it)).problems()));
    problems.addAll(AnswerFile.problems(configuration, List.of(HTML, ROWS)));
    return problems;
  }

  /** By what else a run might go; empty where nothing is to be compared. */
  private Optional<Version> other(Configuration given, List<String> problems) {
    Optional<List<String>> assigned = given.find(COMPARE);
    Optional<Path> rules = given.find(COMPARE_SQL).map(Path::of);
    Configuration other = given;
    Set<String> names = new HashSet<>();
    for (String assignment : assigned.orElse(List.of())) {
      String name = assignment.substring(0, assignment.indexOf('=')).strip();
      String value = assignment.substring(assignment.indexOf('=') + 1).strip();
      if (!names.add(name)) {
        problems.add(
            "--compare (command line): %s is given twice; one other version is compared at a time"
                .formatted(name));
      }
      Optional<Parameter<?>> parameter =
          OF_A_RUN.stream().filter(it -> it.name().equals(name)).findFirst();
      if (parameter.isPresent()) {
        other = other.with(parameter.get(), value, "--compare " + name, problems);
      } else {
        problems.add(
            "--compare (command line): \"%s\" is not one of %s"
                .formatted(
                    name,
                    OF_A_RUN.stream().map(Parameter::name).collect(Collectors.joining(", "))));
      }
    }
    return assigned.isPresent() || rules.isPresent()
        ? Optional.of(new Version(other, rules))
        : Optional.empty();
  }

  @Override
  public void run(Run run) throws Exception {
    List<Condition> conditions =
        run.configuration().find(FAIL_IF).orElse(List.of()).stream().map(Condition::of).toList();
    Optional<Path> rows = run.configuration().find(ROWS).map(Path::of);
    Foreseen foreseen = Rehearsal.of(run, other(run.configuration(), new ArrayList<>()), rows);
    Map<String, Object> told = foreseen.told(conditions);
    run.detail("preview", told);
    leavePages(run, told);
    run.count(foreseen.counts());
    run.answer(
        run.get(JSON) ? Json.of(told) : PreviewReport.text(told), code(foreseen, conditions));
  }

  /** What the run would fail with comes first; then what somebody asked about. */
  private static ExitCode code(Foreseen foreseen, List<Condition> conditions) {
    if (foreseen.stops().isPresent()) {
      return foreseen.stops().get().failure().exitCode();
    }
    if (conditions.stream().anyMatch(it -> it.holdsFor(foreseen))) {
      return ExitCode.CONDITION_HOLDS;
    }
    return foreseen.changesNothing() ? ExitCode.NOTHING_CHANGES : ExitCode.DONE;
  }

  private static void leavePages(Run run, Map<String, Object> told) throws IOException {
    Optional<String> page = run.configuration().find(HTML);
    if (page.isPresent()) {
      Files.writeString(Path.of(page.get()), PreviewReport.html(told));
    }
    if (run.configuration().find(Parameters.RUN_LOCATION).isPresent()) {
      RunLocation.write(run, "preview.html", PreviewReport.html(told));
    }
  }
}
