package care.conflict.runtime;

import care.conflict.core.Command;
import care.conflict.core.Command.Trait;
import care.conflict.core.EventLog;
import care.conflict.core.ExitCode;
import care.conflict.core.PipelineTask;
import care.conflict.core.Redaction;
import care.conflict.core.RuleVersion;
import care.conflict.core.Run;
import care.conflict.core.TaskFailure;
import care.conflict.core.parameters.Configuration;
import care.conflict.core.parameters.Parameters;
import care.conflict.runtime.aws.NamedSecrets;
import care.conflict.runtime.files.RunLocation;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicReference;

/** Runs a command from its arguments to its exit code and result document. */
public final class TaskRunner {
  private TaskRunner() {}

  /** Runs the task and ends the process with its exit code. */
  public static void main(PipelineTask task, String[] args) {
    int code = ExitCode.FAILED.code();
    System.setOut(inUtf8(FileDescriptor.out));
    System.setErr(inUtf8(FileDescriptor.err));
    try {
      code = run(task, args, System.getenv());
    } catch (Throwable e) { // whatever it is, the process ends
      System.err.println(task.name() + ": " + e.getClass().getName());
    } finally {
      System.out.flush();
      System.err.flush();
      // The warehouse driver's threads would keep the process alive.
      Runtime.getRuntime().halt(code);
    }
  }

  /** A log is read as UTF-8, whatever the locale that a command is started in. */
  private static PrintStream inUtf8(FileDescriptor output) {
    return new PrintStream(new FileOutputStream(output), true, StandardCharsets.UTF_8);
  }

  /** Runs the task; returns the exit code. */
  public static int run(PipelineTask task, String[] args, Map<String, String> environment) {
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    // The driver's own logger writes result data to standard error.
    System.setProperty("net.snowflake.jdbc.loggerImpl", "net.snowflake.client.log.SLF4JLogger");
    List<String> problems = new ArrayList<>();
    CommandLineArguments arguments = CommandLineArguments.parse(task, args, problems);
    if (arguments.printedHelp()) {
      return ExitCode.DONE.code();
    }
    Map<String, String> file =
        arguments
            .configFile()
            .map(it -> ConfigurationFile.read(it, environment, problems))
            .orElse(Map.of());
    PipelineTask chosen = arguments.task();
    Configuration all =
        Configuration.resolve(
            CommandLineArguments.known(chosen), arguments.options(), environment, file, problems);
    Command head = chosen.head();
    Configuration given = all.readable(head.name(), head::mayRead);
    Configuration configuration = given;
    Logging.quiet();
    Optional<TaskFailure> unfetched = Optional.empty();
    if (!arguments.printSql()) {
      try {
        configuration = NamedSecrets.fetched(chosen, given, problems);
      } catch (TaskFailure e) {
        unfetched = Optional.of(e);
        configuration = NamedSecrets.promised(chosen, given);
      }
      RequiredConnections.check(chosen.needs(configuration), configuration, problems);
      Consistency.check(all, problems); // whoever reads them
      problems.addAll(chosen.problems(configuration));
    }
    Configured configured = new Configured(given, configuration, problems, unfetched);
    return run(task, chosen, arguments.printSql(), configured);
  }

  /** What the task is told, before and after secrets were fetched, and why one could not be. */
  private record Configured(
      Configuration given,
      Configuration all,
      List<String> problems,
      Optional<TaskFailure> unfetched) {}

  private static int run(
      PipelineTask task, PipelineTask chosen, boolean printSql, Configured configured) {
    Configuration configuration = configured.all();
    List<String> problems = configured.problems();
    String runId =
        configuration
            .find(Parameters.RUN_ID)
            .orElseGet(() -> "manual__" + Instant.now().truncatedTo(ChronoUnit.MILLIS));
    AtomicReference<Redaction> redaction =
        new AtomicReference<>(Redaction.of(configuration.secrets()));
    EventLog log =
        Logging.start(
            task.name(),
            runId,
            printSql || chosen.head().is(Trait.INTERACTIVE)
                ? "ERROR"
                : configuration.find(Parameters.LOG_LEVEL).orElse("INFO"),
            configuration.find(Parameters.LOG_FORMAT).orElse("human").equals("json"),
            redaction::get);
    Run run = new Run(task.name(), runId, configuration, log);
    run.fetchSecretsBy(
        () -> {
          Optional<Configuration> anew = NamedSecrets.anew(chosen, configured.given());
          anew.ifPresent(it -> redaction.set(Redaction.of(it.secrets())));
          return anew;
        });
    if (printSql && problems.isEmpty()) {
      return print(chosen, run);
    }
    Termination termination = new Termination(run, outcome -> write(chosen, run, outcome));
    termination.listen();
    run.problems(problems);
    Outcome outcome =
        problems.isEmpty() || chosen.head().is(Trait.LOOKS_AT_PROBLEMS)
            ? configured.unfetched().map(Outcome::failed).orElseGet(() -> execute(chosen, run))
            : misused(problems, log);
    return termination.end(outcome).exitCode().code();
  }

  private static Outcome misused(List<String> problems, EventLog log) {
    problems.forEach(problem -> log.log(EventLog.Level.ERROR, "problem", "message", problem));
    return new Outcome.Failed(
        ExitCode.MISUSED,
        String.join("; ", problems),
        "Correct the configuration; a retry is useless.");
  }

  private static Outcome execute(PipelineTask task, Run run) {
    run.log().log(EventLog.Level.INFO, "start", "version", ResultDocument.version());
    try {
      Command head = task.head();
      if (!head.is(Trait.INTERACTIVE) && !head.is(Trait.RUNS_WITHOUT_LOCATION)) {
        RunLocation.begin(run, task.resultName(run));
      }
      task.run(run);
      return run.skipped() ? new Outcome.Skipped() : new Outcome.Done();
    } catch (Throwable e) { // an Error, too: where a class lacks, the task ends and says so
      return Failures.outcome(e, run);
    }
  }

  /** Prints the statements, or why there are none. */
  private static int print(PipelineTask task, Run run) {
    try {
      System.out.println(task.printSql(run));
      return ExitCode.DONE.code();
    } catch (Throwable e) {
      Outcome outcome = Failures.outcome(e, run);
      tell(run, EventLog.Level.ERROR, outcome);
      return outcome.exitCode().code();
    }
  }

  private static void tell(Run run, EventLog.Level level, Outcome outcome) {
    run.log().log(
        level, outcome.status(), "message", outcome.message(), "advice", outcome.advice());
  }

  /** A command for people only where asked for; one that connects to nothing only in a folder. */
  private static boolean leavesResult(PipelineTask task, Run run) {
    boolean asked = run.configuration().find(Parameters.RUN_LOCATION).isPresent();
    Command head = task.head();
    return (asked || !head.is(Trait.INTERACTIVE))
        && (!head.is(Trait.CONNECTS_TO_NOTHING) || !RunLocation.isRemote(run));
  }

  /**
   * Whether another try of this task has begun since; one that is told to stop has no time to ask.
   */
  private static boolean isOvertaken(PipelineTask task, Run run) {
    TaskFailure reason = run.stopReason();
    if (reason != null && reason.exitCode() == ExitCode.STOPPED) {
      return false;
    }
    try {
      return RunLocation.begun(run, task.resultName(run))
          .filter(begun -> begun.isAfter(run.started()))
          .isPresent();
    } catch (IOException | RuntimeException e) {
      return false; // where nothing can be read, writing will say so
    }
  }

  private static void write(PipelineTask task, Run run, Outcome outcome) {
    boolean told = run.answered() && outcome instanceof Outcome.Failed;
    EventLog.Level level =
        outcome instanceof Outcome.Failed && !told ? EventLog.Level.ERROR : EventLog.Level.INFO;
    if (!outcome.message().isEmpty()) {
      tell(run, level, outcome);
    }
    Metrics.print(task, run, outcome);
    if (!leavesResult(task, run)) {
      return;
    }
    try {
      if (outcome instanceof Outcome.Failed && isOvertaken(task, run)) {
        run.log().log(EventLog.Level.WARN, "no result document: a later try has begun, it says");
        return;
      }
      if (RuleVersion.PARAMETERS.stream().allMatch(task.head()::mayRead)) {
        RuleVersion.noteIn(run);
      }
      String place = ResultDocument.write(run, task.resultName(run), outcome);
      run.log().log(
          level,
          "end",
          "status",
          outcome.status(),
          "exit_code",
          outcome.exitCode().code(),
          "result",
          place);
    } catch (Throwable e) { // how the task ended is told by its exit code all the same
      boolean ours = e instanceof IOException || e instanceof TaskFailure;
      run.log().log(
          EventLog.Level.ERROR,
          "no result document",
          "location",
          RunLocation.of(run),
          "message",
          ours ? String.valueOf(e.getMessage()) : run.told(e));
    }
  }
}
