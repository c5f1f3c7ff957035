package care.conflict.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program of deploy/local as a process, which says in a file where it listens. */
public final class StandIn implements AutoCloseable {

  private static final int TENTHS_TO_START = 600;

  private final Process process;

  /** Where it listens. */
  public final int port;

  private StandIn(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts it and waits until it listens; its log and what it says are in the folder. */
  public static StandIn start(
      String program, Path folder, Map<String, String> environment, String... options) {
    Path portFile = folder.resolve("port");
    Path log = folder.resolve(program + ".log");
    List<String> line = new ArrayList<>();
    line.add(Checkout.python().toString());
    line.add(Checkout.root().resolve("deploy/local/" + program).toString());
    line.add("--port-file=" + portFile);
    line.addAll(List.of(options));
    try {
      ProcessBuilder builder = new ProcessBuilder(line);
      builder.environment().putAll(environment);
      builder.redirectErrorStream(true);
      builder.redirectOutput(log.toFile());
      Process process = builder.start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      for (int tries = 0; !Files.exists(portFile) || Files.size(portFile) == 0; tries++) {
        if (!process.isAlive() || tries > TENTHS_TO_START) {
          process.destroyForcibly();
          throw new IllegalStateException(program + " did not start: " + Files.readString(log));
        }
        Waiting.pause(100);
      }
      return new StandIn(process, Integer.parseInt(Files.readString(portFile).strip()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
