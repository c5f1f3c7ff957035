package care.conflict.core;

import care.conflict.core.parameters.Configuration;
import care.conflict.core.parameters.Parameter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One task at work: its parameters, its steps with their times and counts, its warnings. What is
 * noted here becomes the result document. Notes may be read by another thread at any time.
 */
public final class Run {
  /** What a step does; it returns its counts. */
  public interface Body {
    Counts run() throws Exception;
  }

  /** A step that has ended. */
  public record StepResult(String name, String status, Duration duration, Counts counts) {}

  private final String task;
  private final String runId;
  private volatile Configuration configuration;
  private volatile EventLog log;
  private volatile String part = "";
  private volatile Optional<Path> rules = Optional.empty();
  private final Instant started = Instant.now();
  private final List<StepResult> steps = new CopyOnWriteArrayList<>();
  private final List<Warning> warnings = new CopyOnWriteArrayList<>();
  private final Map<String, Object> details = new ConcurrentSkipListMap<>();
  private final List<Runnable> stopActions = new ArrayList<>();
  private volatile Counts counts = Counts.NONE;
  private volatile @Nullable String currentStep;
  private volatile List<String> problems = List.of();
  private volatile boolean answered;
  private volatile ExitCode answer = ExitCode.DONE;
  private volatile boolean skipped;
  private volatile @Nullable TaskFailure stopReason;
  private volatile DatabaseError.Reader errors = error -> Optional.empty();
  private volatile Supplier<Optional<Configuration>> secrets = Optional::empty;

  public Run(String task, String runId, Configuration configuration, EventLog log) {
    this.task = task;
    this.runId = runId;
    this.configuration = configuration;
    this.log = log;
  }

  /**
   * A task's part, done within this run by somebody else: statements, steps and counts go by that
   * task's name, and it is told to stop with this one. It logs nothing: what it came to is told by
   * who does it.
   */
  public Run as(String other, Configuration by) {
    return as(other, by, rules);
  }

  /**
   * Likewise, by other rules.
   *
   * @param folder of files that stand in the place of those below sql
   */
  public Run as(String other, Configuration by, Optional<Path> folder) {
    Run part = new Run(other, runId, by, (level, event, keysAndValues) -> {});
    part.rules = folder;
    part.errors = error -> errors.read(error);
    onStop(
        () -> {
          TaskFailure reason = stopReason;
          if (reason != null) {
            part.stop(reason);
          }
        });
    return part;
  }

  /** A folder of files that stand in the place of those below sql, for the source's statements. */
  public Optional<Path> rules() {
    return rules;
  }

  public String task() {
    return task;
  }

  public String runId() {
    return runId;
  }

  /**
   * From now on connections, statements and log lines say which part of the work is done here, of
   * several that are done at once.
   */
  public void worksOn(String what, int number) {
    part = " %s=%d".formatted(what, number);
    EventLog ofTheWhole = log;
    log =
        (level, event, keysAndValues) -> {
          List<Object> all = new ArrayList<>(Arrays.asList(keysAndValues));
          all.add(what);
          all.add(number);
          ofTheWhole.log(level, event, all.toArray());
        };
  }

  /** The task, and the part that it works on; as connections are named. */
  public String worker() {
    return task + part;
  }

  public Configuration configuration() {
    return configuration;
  }

  /** How secrets that are given by name are fetched; empty where none is. */
  public void fetchSecretsBy(Supplier<Optional<Configuration>> fetching) {
    secrets = fetching;
  }

  /** Fetches the secrets that are given by name once more; false where there are none. */
  public boolean fetchSecretsAnew() {
    Optional<Configuration> anew = secrets.get();
    anew.ifPresent(it -> configuration = it);
    return anew.isPresent();
  }

  public <T> T get(Parameter<T> parameter) {
    return configuration.get(parameter);
  }

  /** Takes the secrets in force out of a text. */
  public Redaction redaction() {
    return Redaction.of(configuration.secrets());
  }

  public EventLog log() {
    return log;
  }

  public Instant started() {
    return started;
  }

  /** Runs a step, times it, logs it, adds its counts to the task's. */
  public Counts step(String name, Body body) throws Exception {
    checkStopped();
    String outer = currentStep;
    currentStep = name;
    long begun = System.nanoTime();
    log.log(EventLog.Level.DEBUG, "started", "step", name);
    try {
      Counts done = body.run();
      finish(name, "success", begun, done);
      count(done);
      currentStep = outer;
      return done;
    } catch (Throwable e) {
      finish(name, stopReason == null ? "failed" : "interrupted", begun, Counts.NONE);
      throw e;
    }
  }

  /**
   * Runs a step without which the task goes on: its failure is a warning.
   *
   * @return what the warning says; empty where the step came to its end
   */
  public Optional<String> attempt(String name, Body body) {
    checkStopped();
    try {
      step(name, body);
      return Optional.empty();
    } catch (Throwable e) { // an Error, too: what follows is done whatever happens
      checkStopped();
      String what = name + ": " + told(e);
      warn(what);
      return Optional.of(what);
    }
  }

  private void finish(String name, String status, long begun, Counts done) {
    Duration duration = Duration.ofNanos(System.nanoTime() - begun);
    steps.add(new StepResult(name, status, duration, done));
    List<Object> keysAndValues =
        new ArrayList<>(List.of("step", name, "elapsed_s", seconds(duration)));
    done.asMap().forEach((key, rows) -> keysAndValues.addAll(List.of(key, rows)));
    log.log(
        status.equals("success") ? EventLog.Level.INFO : EventLog.Level.ERROR,
        status.equals("success") ? "done" : status,
        keysAndValues.toArray());
  }

  /** Something the reader of the report should know, without data of persons. */
  public void warn(String warning) {
    warn(Warning.of(warning));
  }

  /** Likewise. */
  public void warn(Warning warning) {
    warnings.add(new Warning(redaction().secretsOf(warning.text()), warning.counts()));
    log.log(EventLog.Level.WARN, "warning", "message", warning.told());
  }

  /** From now on errors are told by the fields that this reader finds in them. */
  public void readErrors(DatabaseError.Reader reader) {
    errors = reader;
  }

  /** What went wrong, in a line without data of persons; of an Error also what it came of. */
  public String told(Throwable e) {
    String said = e.getMessage();
    String message =
        said == null
            ? ""
            // Java's own words about the code, in quotes: there is no value in them.
            : ": " + (e instanceof NullPointerException ? said : Redaction.databaseMessage(said));
    String cause = e instanceof Error && e.getCause() != null ? " < " + told(e.getCause()) : "";
    return e instanceof TaskFailure failure
        ? failure.getMessage()
        : databaseError(e)
            .map(DatabaseError::message)
            .orElseGet(() -> e.getClass().getSimpleName() + message + cause);
  }

  /** The error of a database that this exception is, or has as a cause. */
  public Optional<DatabaseError> databaseError(Throwable e) {
    return DatabaseError.find(e, errors);
  }

  /** What is wrong with the configuration; empty but for a task that looks at problems. */
  public List<String> problems() {
    return problems;
  }

  /** Notes what is wrong with the configuration. */
  public void problems(List<String> found) {
    problems = List.copyOf(found);
  }

  /** Prints what a person or a program asked for; a failure that it tells is not logged as well. */
  public void answer(String text) {
    System.out.print(redaction().secretsOf(text));
    answered = true;
  }

  public boolean answered() {
    return answered;
  }

  /** Likewise, an answer that the exit code tells as well. */
  public void answer(String text, ExitCode code) {
    answer(text);
    answer = code;
  }

  /** How a task that did what it was asked to do ends: {@link ExitCode#DONE}, but for an answer. */
  public ExitCode answerCode() {
    return answer;
  }

  /** Adds to the task's counts. */
  public void count(Counts more) {
    counts = counts.plus(more);
  }

  /** Says why there was nothing to do; the task then ends as skipped. */
  public void skip(String reason) {
    skipped = true;
    detail("skipped", reason);
  }

  public boolean skipped() {
    return skipped;
  }

  /** Adds to the result document's details. */
  public void detail(String name, Object value) {
    details.put(name, value);
  }

  /** Called on another thread when the task is told to stop; cancels what runs. */
  public void onStop(Runnable action) {
    synchronized (stopActions) {
      stopActions.add(action);
      if (stopReason != null) {
        action.run();
      }
    }
  }

  /** Tells the task to stop, for this reason; the first reason counts. May be called again. */
  public void stop(TaskFailure reason) {
    synchronized (stopActions) {
      if (stopReason == null) {
        stopReason = reason;
      }
      stopActions.forEach(Runnable::run);
    }
  }

  /** Why the task was told to stop, or null. */
  public @Nullable TaskFailure stopReason() {
    return stopReason;
  }

  /** Ends the task where it was told to stop. */
  public void checkStopped() {
    TaskFailure reason = stopReason;
    if (reason != null) {
      throw reason;
    }
  }

  /** The step that runs or failed, or null before the first. */
  public @Nullable String currentStep() {
    return currentStep;
  }

  public List<StepResult> steps() {
    return List.copyOf(steps);
  }

  /** For people. */
  public List<String> warnings() {
    return warnings.stream().map(Warning::told).toList();
  }

  /** With what adds up where this is a part of a task. */
  public List<Warning> warned() {
    return List.copyOf(warnings);
  }

  public Map<String, Object> details() {
    return details;
  }

  public Counts counts() {
    return counts;
  }

  /** A comment that says where a statement comes from; safe inside a comment by its characters. */
  public String tag() {
    return tag(currentStep == null ? "start" : currentStep);
  }

  /** The same of what is done beside the steps. */
  public String tag(String step) {
    String origin = "%s.%s run=%s%s".formatted(task, step, runId, part);
    return "/* " + origin.replaceAll("[^A-Za-z0-9_.~:+@= -]", "?") + " */ ";
  }

  static String seconds(Duration duration) {
    return "%.1f".formatted(inSeconds(duration));
  }

  /** As documents and metrics have it: with its milliseconds. */
  public static double inSeconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
