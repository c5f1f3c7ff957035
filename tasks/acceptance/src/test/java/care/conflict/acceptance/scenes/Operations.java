package care.conflict.acceptance.scenes;

import static care.conflict.testing.Waiting.awaitTrue;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.proxies.Disturbance;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.stage.Json;
import care.conflict.acceptance.stage.Leaks;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The commands of a run, over a database of their own with a small world in it. */
public final class Operations {

  public static final String PREFLIGHT = "task00_preflight";
  public static final String POSTFLIGHT = "task99_postflight";

  public final Database database;
  private final Scene scene;
  private final Path folder;
  private int commands;

  private Operations(Scene scene, Database database, Path folder) {
    this.scene = scene;
    this.database = database;
    this.folder = folder;
  }

  /** Over the scene of detection. */
  public static Operations create() {
    return create(WritingTask.DETECTION);
  }

  /** Over the scene of a task. */
  public static Operations create(WritingTask task) {
    Scene scene = Scenes.of(task);
    try {
      return new Operations(scene, scene.database(), Files.createTempDirectory("operations"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A task of a run; all tasks of one run write to one location. */
  public Command task(String task, String run) {
    return new Command(task, location(run))
        .env(database.environment())
        .env(scene.emulator.environment())
        .with("--run-id=" + run);
  }

  /**
   * At the time of the clock, as Airflow starts it. The scenes stand at a fixed day, and that of
   * statuses has no visits at all: whether a source is empty has tests of its own.
   */
  public Command preflight(String run) {
    return task(PREFLIGHT, run).env(Map.of("ALLOW_EMPTY_SOURCE", "true"));
  }

  /** Kills a preflight that has taken the run's lock and switched its cron job off. */
  public void killPreflightThatHasTheLock(String run) {
    Disturbance.before(Disturbance.Kind.KILLED, sql -> sql.contains("setval("), 1)
        .befalls(preflight(run), database);
  }

  /** What begins a run of this form, and takes its lock. */
  public Command begin(WritingTask.Form form, String run) {
    return switch (form) {
      case WAREHOUSE -> preflight(run);
      case REPLICA -> runLockCommand("acquire", "--run-id=" + run);
    };
  }

  public Command postflight(String run) {
    return task(POSTFLIGHT, run);
  }

  public Command detection(String run) {
    return task(WritingTask.DETECTION, run);
  }

  /** A task between the two, at the world's "now". */
  public Command task(WritingTask task, String run) {
    return task(task.command(), run).with("--now=" + scene.world.now());
  }

  /** Runs {@code run_lock} with these words. */
  public Command.Finished runLock(String... words) {
    return runLockCommand(words).run();
  }

  public Command runLockCommand(String... words) {
    Command command =
        new Command("run_lock", folder.resolve("run_lock" + ++commands))
            .env(database.environment());
    for (String word : words) {
      command.with(word);
    }
    return command;
  }

  /** What {@code run_lock show --json} says. */
  public JsonNode lock() {
    Command.Finished shown = runLock("show", "--json");
    assertThat(shown.exitCode()).as(shown.everything()).isZero();
    return Json.read(shown.output());
  }

  public Path location(String run) {
    return folder.resolve(run);
  }

  /** What the application is told. */
  public String flag() {
    return database.ask("SELECT \"InProgressFlag\" FROM settings");
  }

  public String holder() {
    return database.ask("SELECT coalesce(run_id, 'nobody') FROM pipeline_lock");
  }

  public long token() {
    return Long.parseLong(database.ask("SELECT token FROM pipeline_lock"));
  }

  /** Waits until no task that died is still seen by the database. */
  public void awaitNoTask() {
    awaitTrue(
        () ->
            database
                .ask(
                    "SELECT count(*) FROM pg_stat_activity"
                        + " WHERE application_name LIKE '%task%' AND datname = current_database()")
                .equals("0"));
  }

  /** Lets the holder's lease have ended, as if it had not been heard of. */
  public void endLease() {
    database.execute("UPDATE pipeline_lock SET heard_at = heard_at - interval '1 day'");
  }

  /** Nobody holds the lock, and the application knows. */
  public void isFree() {
    assertThat(holder()).isEqualTo("nobody");
    assertThat(flag()).isEqualTo("0");
  }

  /** The run holds it, and the application knows. */
  public void isHeldBy(String run) {
    assertThat(holder()).isEqualTo(run);
    assertThat(flag()).isEqualTo("1");
  }

  /** Waits until this many statements of this database wait for a lock, not just in passing. */
  public void awaitWaiting(int statements) {
    awaitTrue(
        () ->
            database
                .ask(
                    "SELECT count(*) FROM pg_stat_activity"
                        + " WHERE wait_event_type = 'Lock' AND datname = current_database()"
                        + " AND query_start < clock_timestamp() - interval '1 second'")
                .equals(Integer.toString(statements)));
  }

  /** Sends a signal that Java has no word for. */
  public static void signal(Command.Running running, String name) {
    try {
      String pid = Long.toString(running.process().pid());
      assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor()).isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The result document of a command that ended with this code. */
  public static JsonNode ended(int code, Command.Finished finished) {
    Leaks.check(finished);
    assertThat(finished.exitCode()).as(finished.everything()).isEqualTo(code);
    JsonNode result = Json.read(finished.result());
    assertThat(result.get("exit_code").asInt()).isEqualTo(code);
    return result;
  }

  /** The result document of a command that must have succeeded. */
  public static JsonNode succeeded(Command.Finished finished) {
    return ended(0, finished);
  }

  public static String message(JsonNode result) {
    return result.at("/error/message").asText();
  }

  public static String warnings(JsonNode result) {
    return result.get("warnings").toString();
  }
}
