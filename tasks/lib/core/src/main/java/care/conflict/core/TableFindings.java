package care.conflict.core;

import java.util.List;

/**
 * What a run needs of a database's tables, and what of it is there.
 *
 * @param found required tables that are there
 * @param missing required tables that are not
 * @param lacking what else a run cannot do without, in words
 * @param warnings what a run can do without, in words
 */
public record TableFindings(
    List<String> found, List<String> missing, List<String> lacking, List<String> warnings) {

  /** Whether a run has all that it cannot do without. */
  public boolean complete() {
    return missing.isEmpty() && lacking.isEmpty();
  }
}
