package care.conflict.testing;

import java.nio.file.Files;
import java.nio.file.Path;

/** The checkout that the tests are part of. */
public final class Checkout {
  private Checkout() {}

  /** The top of the repository. */
  public static Path root() {
    Path folder = Path.of(System.getProperty("pipeline.root", "")).toAbsolutePath();
    while (!Files.exists(folder.resolve("sql/rules/cases.csv"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("not inside the repository, and pipeline.root is not set");
      }
    }
    return folder;
  }

  /** The Python of the stand-ins. */
  public static Path python() {
    String named = System.getenv("PIPELINE_PYTHON");
    return named == null ? root().resolve(".local/venv/standins/bin/python") : Path.of(named);
  }
}
