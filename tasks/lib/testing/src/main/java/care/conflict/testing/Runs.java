package care.conflict.testing;

import care.conflict.core.Run;
import care.conflict.core.parameters.Configuration;
import care.conflict.core.parameters.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs of tasks, configured by an environment and saying nothing. */
public final class Runs {
  private Runs() {}

  /** A task's part of a run; what it does not find in the environment is as by default. */
  public static Run of(String task, String runId, Map<String, String> environment) {
    List<String> problems = new ArrayList<>();
    Configuration configuration =
        Configuration.resolve(Parameters.ALL, Map.of(), environment, Map.of(), problems);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(problems.toString());
    }
    return new Run(task, runId, configuration, (level, event, pairs) -> {});
  }
}
