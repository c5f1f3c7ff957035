package care.conflict.acceptance.scenes;

import care.conflict.acceptance.cases.Pair;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.stage.PostgresServer;
import care.conflict.testing.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The made-up city of deploy/local/demo_data, of one seed: its warehouse running, its store. */
public final class DemoWorld implements AutoCloseable {

  private static final String VISITS = "20000";

  public final Ground ground;
  public final Database database;

  private DemoWorld(Ground ground, Database database) {
    this.ground = ground;
    this.database = database;
  }

  /** On the usual server, without a replica. */
  public static DemoWorld of(int seed) {
    return of(seed, PostgresServer.usual(), false);
  }

  /** Its store on this server, with a replica of the warehouse or without. */
  public static DemoWorld of(int seed, PostgresServer server, boolean replica) {
    try {
      Path folder = Files.createTempDirectory("demo");
      Path warehouse = Files.createDirectories(folder.resolve("warehouse"));
      Path tables = folder.resolve("tables");
      python(
          folder,
          Map.of(),
          "generate.py",
          "--visits=" + VISITS,
          "--seed=" + seed,
          "--now=" + Pair.NOW,
          "--warehouse=" + warehouse,
          "--tables=" + tables);
      Database database = Database.create(server);
      Map<String, String> store = database.environment();
      Map<String, String> login =
          Map.of(
              "PGHOST", store.get("POSTGRES_HOST"),
              "PGPORT", store.get("POSTGRES_PORT"),
              "PGUSER", store.get("POSTGRES_USER"),
              "PGPASSWORD", store.get("POSTGRES_PASSWORD"),
              "PGDATABASE", store.get("POSTGRES_DATABASE"));
      python(folder, login, "load.py", "--replace", "--tables=" + tables);
      if (replica) {
        python(folder, login, "replica.py", "--warehouse=" + warehouse);
      }
      return new DemoWorld(Ground.over(warehouse), database);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void python(
      Path folder, Map<String, String> environment, String program, String... options)
      throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Checkout.python().toString());
    line.add(Checkout.root().resolve("deploy/local/demo_data/" + program).toString());
    line.addAll(List.of(options));
    Path log = folder.resolve(program + ".log");
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    try {
      if (builder.start().waitFor() != 0) {
        throw new IllegalStateException(program + " failed: " + Files.readString(log));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    ground.close();
  }
}
