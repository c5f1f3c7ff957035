package care.conflict.postflight;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** tasks/catalogue.csv: a line a task, in the order in which they run. */
final class Catalogue {
  private static final int NAME = 0;
  private static final int FORM = 2;

  private Catalogue() {}

  /** Those of conflict_management that come before this one. */
  static List<String> tasksBefore(String task) {
    try (InputStream in = Catalogue.class.getResourceAsStream("/catalogue.csv")) {
      String lines = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return lines
          .lines()
          .map(line -> line.split(","))
          .filter(fields -> fields[FORM].equals("sequential"))
          .map(fields -> fields[NAME])
          .takeWhile(name -> !name.equals(task))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
