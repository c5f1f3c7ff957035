package care.conflict.preview;

import static care.conflict.core.Command.Need.STORE;
import static care.conflict.core.Command.Need.WAREHOUSE;
import static care.conflict.core.Command.Trait.INTERACTIVE;

import care.conflict.core.Command;
import care.conflict.core.ExitCode;
import care.conflict.core.PipelineTask;
import care.conflict.core.Run;
import care.conflict.core.parameters.Parameter;
import care.conflict.core.parameters.Parameters;
import care.conflict.report.PreviewReport;
import care.conflict.runtime.TaskRunner;
import care.conflict.runtime.files.Json;
import care.conflict.runtime.files.RunLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

  public static void main(String[] args) {
    TaskRunner.main(new Preview(), args);
  }

  @Override
  public Command head() {
    return Command.named("preview")
        .does(
            "Says what a run would change: the tasks' own statements, on tables that this session alone has. Changes nothing; runs beside a run.")
        .with(FAIL_IF, JSON, HTML, ROWS)
        .with(Parameters.WINDOW_AND_DELTA)
        .with(
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
            Parameters.MAX_RESOLVE_PERCENT)
        .reads(STORE, WAREHOUSE)
        .marked(INTERACTIVE);
  }

  @Override
  public void run(Run run) throws Exception {
    List<Condition> conditions =
        run.configuration().find(FAIL_IF).orElse(List.of()).stream().map(Condition::of).toList();
    Optional<Path> rows = run.configuration().find(ROWS).map(Path::of);
    Foreseen foreseen = Rehearsal.of(run, rows);
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
