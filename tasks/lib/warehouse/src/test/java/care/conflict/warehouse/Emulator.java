package care.conflict.warehouse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The warehouse's stand-in as a process of its own, with no data but what statements make. */
final class Emulator implements AutoCloseable {
  private final Process process;
  final int port;

  private Emulator(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static Emulator start(Path folder, int rowsPerChunk) throws IOException, InterruptedException {
    Path root = Path.of(System.getProperty("pipeline.root"));
    Path portFile = folder.resolve("port");
    Path log = folder.resolve("emulator.log");
    Process process =
        new ProcessBuilder(
                root.resolve(".local/venv/standins/bin/python").toString(),
                root.resolve("deploy/local/emulator.py").toString(),
                "--data=" + Files.createDirectories(folder.resolve("data")),
                "--load=" + Files.createDirectories(folder.resolve("csv")),
                "--port-file=" + portFile,
                "--rows-per-chunk=" + rowsPerChunk)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    for (int tries = 0; !Files.exists(portFile) || Files.size(portFile) == 0; tries++) {
      if (!process.isAlive() || tries > 600) {
        process.destroyForcibly();
        throw new IllegalStateException("the emulator did not start: " + Files.readString(log));
      }
      Thread.sleep(100);
    }
    return new Emulator(process, Integer.parseInt(Files.readString(portFile).strip()));
  }

  @Override
  public void close() {
    process.destroy();
  }
}
