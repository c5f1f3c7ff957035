package care.conflict.postflight;

import care.conflict.core.statements.CsvResource;
import java.util.List;

/** tasks/catalogue.csv: a line a task, in the order in which they run. */
final class Catalogue {
  private static final int NAME = 0;
  private static final int FORM = 2;

  private Catalogue() {}

  /** Those of conflict_management that come before this one. */
  static List<String> tasksBefore(String task) {
    return CsvResource.rows("catalogue.csv").stream()
        .filter(fields -> List.of(fields.get(FORM).split(" ", -1)).contains("sequential"))
        .map(fields -> fields.get(NAME))
        .takeWhile(name -> !name.equals(task))
        .toList();
  }
}
