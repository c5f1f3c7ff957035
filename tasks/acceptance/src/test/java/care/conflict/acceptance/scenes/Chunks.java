package care.conflict.acceptance.scenes;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.data.Parameters;
import care.conflict.acceptance.data.ReplicaForm;
import care.conflict.acceptance.data.World;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.stage.Leaks;
import care.conflict.acceptance.stage.ReplicaTables;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** A run of chunked detection with its plan made, over a database of its own with a replica. */
public final class Chunks {

  /** Works on one chunk. */
  public static final String COMMAND = "process_task02_chunk";

  public static final String RUN = "chunked";
  static final String PLAN = "task02_chunks.json";

  public final World world;
  public final Database database;
  private final Path folder;
  private final Parameters parameters;

  private Chunks(World world, Database database, Path folder, Parameters parameters) {
    this.world = world;
    this.database = database;
    this.folder = folder;
    this.parameters = parameters;
  }

  /** Takes the run's lock and cuts what is stored into about so many chunks. */
  public static Chunks planned(World world, int chunks) {
    return planned(world, chunks, ReplicaForm.unlimited());
  }

  /** The same over a replica of this form. */
  public static Chunks planned(World world, int chunks, ReplicaForm form) {
    Leaks.watch(world);
    Database database = Database.create();
    database.load(world);
    ReplicaTables.load(database, world, form);
    Chunks planned = new Chunks(world, database, folder(), Parameters.DEFAULT);
    Operations.succeeded(
        new Command("run_lock", folder())
            .env(database.environment())
            .with(List.of("acquire", "--run-id=" + RUN))
            .run());
    int rows = 1 + world.storeRows("conflictvisitmaps").size() / chunks;
    planned.plan("--target-chunk-size=" + rows, "--max-chunk-size=" + 2 * rows);
    return planned;
  }

  /** Makes the plan, anew where there is one. */
  public Command.Finished plan(String... sizes) {
    Command.Finished finished = task("get_task02_chunks").with(List.of(sizes)).run();
    Operations.succeeded(finished);
    return finished;
  }

  /** The same run with the same plan over another database; nobody uses this one meanwhile. */
  public Chunks copy() {
    return copy(parameters);
  }

  /** The same, detecting by other parameters, which the plan does not know. */
  public Chunks copy(Parameters others) {
    Path copied = folder();
    try {
      Files.copy(folder.resolve(PLAN), copied.resolve(PLAN));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Chunks copy = new Chunks(world, database.copy(), copied, others);
    copy.database.hold(RUN, others);
    return copy;
  }

  /** The same run before its plan was made. */
  public Chunks withoutPlan() {
    Chunks copy = new Chunks(world, database.copy(), folder(), parameters);
    copy.database.execute("DELETE FROM pipeline_chunk_keys");
    copy.database.execute("DELETE FROM pipeline_chunks");
    return copy;
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("chunks");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the run's plan is. */
  public Path planFile() {
    return folder.resolve(PLAN);
  }

  /** A task of the run, at the world's "now". */
  public Command task(String name) {
    return new Command(name, folder)
        .env(database.environment())
        .with("--run-id=" + RUN)
        .with("--now=" + world.now());
  }

  public Command chunk(int id) {
    return task(COMMAND)
        .with(parameters.chunkOptions())
        .with("--chunk-id=" + id)
        .result(COMMAND + "_" + id);
  }

  /** All keys at once, without a plan. */
  public Command allKeys() {
    return task("task_02").with(parameters.chunkOptions());
  }

  public int count() {
    return Integer.parseInt(database.ask("SELECT count(*) FROM pipeline_chunks"));
  }

  public List<Integer> ids() {
    return IntStream.rangeClosed(1, count()).boxed().toList();
  }

  public String state(int id) {
    return database.ask("SELECT state FROM pipeline_chunks WHERE chunk_id = " + id);
  }

  /** What the ledger says of all chunks. */
  void areAllDone() {
    assertThat(database.ask("SELECT string_agg(DISTINCT state, ',') FROM pipeline_chunks"))
        .isEqualTo("done");
  }

  /** The result of a command that must succeed. */
  public static JsonNode done(Command command) {
    JsonNode result = Operations.succeeded(command.run());
    assertThat(result.get("status").asText()).isEqualTo("success");
    return result;
  }
}
