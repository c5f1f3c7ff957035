package care.conflict.acceptance.stage;

import care.conflict.testing.Checkout;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarFile;

/** A PostgreSQL server of a major version, started when a test first asks for it. */
public record PostgresServer(int version, int port) {

  /** The version of all tests that do not name one. */
  public static final int USUAL = 17;

  private static final Map<Integer, PostgresServer> RUNNING = new ConcurrentHashMap<>();

  /** The server of the usual version. */
  public static PostgresServer usual() {
    return of(USUAL);
  }

  /** The server of a version; all but the usual one send what is published (wal_level). */
  public static PostgresServer of(int version) {
    return RUNNING.computeIfAbsent(version, PostgresServer::start);
  }

  private static PostgresServer start(int version) {
    if (version == USUAL && CronJobs.REAL) {
      return new PostgresServer(version, CronJobs.realPort());
    }
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder().setServerConfig("max_connections", "100");
    if (version != USUAL) {
      builder
          .setServerConfig("wal_level", "logical")
          .setPgBinaryResolver((system, hardware) -> archive(version, system, hardware));
    }
    try {
      int port = builder.start().getPort();
      System.out.printf("PostgreSQL %d: embedded (zonky), port %d%n", version, port);
      return new PostgresServer(version, port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The server's files, from the archive that the build has put there. */
  private static InputStream archive(int version, String system, String hardware)
      throws IOException {
    Path file = Checkout.root().resolve("tasks/acceptance/target/postgres/" + version + ".jar");
    JarFile jar = new JarFile(file.toFile());
    String name = "postgres-%s-%s.txz".formatted(system, hardware).toLowerCase(Locale.ROOT);
    return new FilterInputStream(jar.getInputStream(jar.getEntry(name))) {
      @Override
      public void close() throws IOException {
        jar.close();
      }
    };
  }
}
