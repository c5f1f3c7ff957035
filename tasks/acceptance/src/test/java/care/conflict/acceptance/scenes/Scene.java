package care.conflict.acceptance.scenes;

import care.conflict.acceptance.data.Parameters;
import care.conflict.acceptance.data.World;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.stage.Emulator;
import care.conflict.acceptance.stage.Json;
import care.conflict.acceptance.stage.Leaks;
import care.conflict.acceptance.stage.PostgresServer;
import care.conflict.acceptance.stage.ReplicaTables;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A world with its warehouse up and running, for any number of databases and runs. */
public final class Scene implements AutoCloseable {

  public static final String TASK = WritingTask.DETECTION.command();

  public final World world;
  public final Emulator emulator;
  private final Path folder;
  private final boolean replica;
  private int runs;

  private Scene(World world, Emulator emulator, Path folder, boolean replica) {
    this.world = world;
    this.emulator = emulator;
    this.folder = folder;
    this.replica = replica;
  }

  /** Its warehouse started. */
  public static Scene of(World world) {
    return of(world, 5000);
  }

  /** The same with answers in smaller parts. */
  public static Scene of(World world, int rowsPerChunk) {
    try {
      Leaks.watch(world);
      Path folder = Files.createTempDirectory("scene");
      return new Scene(world, Emulator.of(world, folder, rowsPerChunk), folder, false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same world; its databases have the warehouse's tables too. */
  public Scene withReplica() {
    return new Scene(world, emulator, folder.resolve("replica"), true);
  }

  /** A new database of the world. */
  public Database database() {
    return database(PostgresServer.usual());
  }

  public Database database(PostgresServer server) {
    Database database = Database.create(server);
    database.load(world);
    if (replica) {
      ReplicaTables.load(database, world);
    }
    return database;
  }

  /** The detection command, ready to run against a database. */
  public Command detection(Database database, Parameters parameters) {
    return detection(database, parameters, "acceptance-" + (runs + 1));
  }

  public Command detection(Database database, Parameters parameters, String runId) {
    database.hold(runId, parameters);
    return task(WritingTask.DETECTION, database, runId).with(parameters.options());
  }

  /** A task alone, at the world's "now", in a folder of its own. */
  public Command task(WritingTask task, Database database, String runId) {
    return command(task.command(), database, runId).with("--now=" + world.now());
  }

  /** The same by its name, with no options yet. */
  public synchronized Command command(String name, Database database, String runId) {
    return new Command(name, folder.resolve("run" + ++runs))
        .env(database.environment())
        .env(emulator.environment())
        .with("--run-id=" + runId);
  }

  /** Runs detection, which must succeed and must not leak anything. */
  public JsonNode detect(Database database, Parameters parameters) {
    Command.Finished finished = detection(database, parameters).run();
    Leaks.check(world, finished);
    if (finished.exitCode() != 0) {
      throw new AssertionError("exit code " + finished.exitCode() + ":\n" + finished.everything());
    }
    return Json.read(finished.result());
  }

  /** The counts of a result document. */
  public static Map<String, Integer> counts(JsonNode result) {
    Map<String, Integer> counts = new TreeMap<>();
    result.get("counts").properties().forEach(c -> counts.put(c.getKey(), c.getValue().asInt()));
    return counts;
  }

  @Override
  public void close() {
    emulator.close();
  }
}
