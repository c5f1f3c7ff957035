package care.conflict.acceptance.stage;

import care.conflict.acceptance.data.World;
import care.conflict.testing.StandIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The warehouse's stand-in, holding the tables of one world. */
public final class Emulator implements AutoCloseable {

  private final StandIn standIn;
  public final int port;

  private Emulator(StandIn standIn) {
    this.standIn = standIn;
    this.port = standIn.port;
  }

  /** Holding a world, answering in parts of so many rows. */
  public static Emulator of(World world, Path folder, int rowsPerChunk) {
    world.writeWarehouse(folder.resolve("csv"));
    try {
      return new Emulator(
          StandIn.start(
              "emulator.py",
              folder,
              Map.of(),
              "--data=" + Files.createDirectories(folder.resolve("data")),
              "--load=" + folder.resolve("csv"),
              "--rows-per-chunk=" + rowsPerChunk));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How a command reaches it. */
  public Map<String, String> environment() {
    return environment(port);
  }

  /** Of a port where nobody listens. */
  public static Map<String, String> refusing() {
    return environment(1);
  }

  /** How a command reaches the one at a port. */
  public static Map<String, String> environment(int port) {
    return Map.of(
        "SNOWFLAKE_URL", "jdbc:snowflake://127.0.0.1:" + port + "/?ssl=off&account=local",
        "SNOWFLAKE_USER", "tester",
        "SNOWFLAKE_PASSWORD", Database.SECRET,
        "SNOWFLAKE_ACCOUNT", "local",
        "SNOWFLAKE_WAREHOUSE", "tests");
  }

  @Override
  public void close() {
    standIn.close();
  }
}
