package care.conflict.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The warehouse's stand-in as a process, holding the tables of one world. */
final class Emulator implements AutoCloseable {

  private final Process process;
  final int port;

  private Emulator(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static Emulator of(World world, Path folder, int rowsPerChunk) {
    try {
      world.writeWarehouse(folder.resolve("csv"));
      Path data = Files.createDirectories(folder.resolve("data"));
      Path portFile = folder.resolve("port");
      ProcessBuilder builder =
          new ProcessBuilder(
              python(),
              Command.root().resolve("deploy/local/emulator.py").toString(),
              "--data=" + data,
              "--port-file=" + portFile,
              "--load=" + folder.resolve("csv"),
              "--rows-per-chunk=" + rowsPerChunk);
      builder.redirectErrorStream(true);
      Path log = folder.resolve("emulator.log");
      builder.redirectOutput(log.toFile());
      Process process = builder.start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      for (int tries = 0; !Files.exists(portFile) || Files.size(portFile) == 0; tries++) {
        if (!process.isAlive() || tries > 600) {
          process.destroyForcibly();
          throw new IllegalStateException("the emulator did not start: " + Files.readString(log));
        }
        Thread.sleep(100);
      }
      return new Emulator(process, Integer.parseInt(Files.readString(portFile).strip()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static String python() {
    String named = System.getenv("PIPELINE_PYTHON");
    return named == null
        ? Command.root().resolve(".local/venv/standins/bin/python").toString()
        : named;
  }

  Map<String, String> environment() {
    return environment(port);
  }

  static Map<String, String> environment(int port) {
    return Map.of(
        "SNOWFLAKE_URL", "jdbc:snowflake://127.0.0.1:" + port + "/?ssl=off&account=local",
        "SNOWFLAKE_USER", "tester",
        "SNOWFLAKE_PASSWORD", Database.SECRET,
        "SNOWFLAKE_ACCOUNT", "local",
        "SNOWFLAKE_WAREHOUSE", "tests");
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
