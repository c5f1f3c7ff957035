package care.conflict.store;

import care.conflict.core.Run;
import care.conflict.core.Warning;
import care.conflict.store.copy.CopyResult;

/** Says of a stream which of its values could not be stored: by column, never the values. */
public final class Blanked {
  private Blanked() {}

  public static void warn(Run run, String before, CopyResult copied) {
    copied
        .blanked()
        .forEach(
            (column, count) ->
                run.warn(
                    Warning.counting(
                        "%s%s: {} value(s) that are no number of this column's size count as absent"
                            .formatted(before, column),
                        count)));
  }
}
