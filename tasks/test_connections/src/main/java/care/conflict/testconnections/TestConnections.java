package care.conflict.testconnections;

import static care.conflict.core.Command.Need.STORE;
import static care.conflict.core.Command.Need.WAREHOUSE;
import static care.conflict.core.Command.Trait.INTERACTIVE;

import care.conflict.core.Command;
import care.conflict.core.Command.Need;
import care.conflict.core.ExitCode;
import care.conflict.core.PipelineTask;
import care.conflict.core.Run;
import care.conflict.core.TaskFailure;
import care.conflict.core.parameters.Configuration;
import care.conflict.core.parameters.Parameter;
import care.conflict.core.parameters.Parameters;
import care.conflict.runtime.TaskRunner;
import care.conflict.runtime.files.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Tries both connections. */
final class TestConnections implements PipelineTask {
  private static final String POSTGRES = "postgres";
  private static final String SNOWFLAKE = "snowflake";

  private static final Parameter<String> ONLY =
      Parameter.matching(
          Parameter.Group.RUN,
          "only",
          null,
          POSTGRES + "|" + SNOWFLAKE,
          "postgres or snowflake",
          "Try this database alone: postgres or snowflake.");
  private static final Parameter<Boolean> JSON =
      Parameter.flag(Parameter.Group.RUN, "json", false, "Print one JSON object.");

  public static void main(String[] args) {
    TaskRunner.main(new TestConnections(), args);
  }

  @Override
  public Command head() {
    return Command.named("test_connections")
        .does(
            "Tries both databases: who and where, versions, the tables found and missing, whether the source is fit to run on, and what to do about a failure.")
        .with(ONLY, JSON, Parameters.NOW)
        .with(Parameters.OF_THE_GATE)
        .reads(STORE, WAREHOUSE)
        .marked(INTERACTIVE);
  }

  @Override
  public Set<Need> needs(Configuration configuration) {
    return switch (configuration.find(ONLY).orElse("")) {
      case POSTGRES -> Set.of(STORE);
      case SNOWFLAKE -> Set.of(WAREHOUSE);
      default -> Set.of(STORE, WAREHOUSE);
    };
  }

  @Override
  public void run(Run run) {
    Set<Need> wanted = needs(run.configuration());
    List<Finding> findings = new ArrayList<>();
    if (wanted.contains(STORE)) {
      findings.add(Finding.of("PostgreSQL", run, finding -> Look.atPostgres(run, finding)));
    }
    if (wanted.contains(WAREHOUSE)) {
      boolean withStore = findings.stream().anyMatch(it -> it.failure().isEmpty());
      findings.add(
          Finding.of("Snowflake", run, finding -> Look.atSnowflake(run, finding, withStore)));
    }
    run.checkStopped();
    findings.forEach(finding -> run.detail(finding.key(), finding.values()));
    run.answer(run.get(JSON) ? json(findings) : text(findings));
    fail(findings);
  }

  private static String json(List<Finding> findings) {
    Map<String, Object> answer = new LinkedHashMap<>();
    findings.forEach(finding -> answer.put(finding.key(), finding.values()));
    return Json.of(answer);
  }

  private static String text(List<Finding> findings) {
    return findings.stream().map(Finding::text).collect(Collectors.joining("\n"));
  }

  /** A retry is useless where it is for one of the two. */
  private static void fail(List<Finding> findings) {
    List<TaskFailure> failures =
        findings.stream().flatMap(finding -> finding.failure().stream()).toList();
    if (!failures.isEmpty()) {
      boolean misused = failures.stream().anyMatch(it -> it.exitCode() == ExitCode.MISUSED);
      throw new TaskFailure(
          misused ? ExitCode.MISUSED : ExitCode.FAILED,
          failures.stream().map(Throwable::getMessage).collect(Collectors.joining("; ")),
          failures.stream().map(TaskFailure::advice).collect(Collectors.joining(" ")));
    }
  }
}
