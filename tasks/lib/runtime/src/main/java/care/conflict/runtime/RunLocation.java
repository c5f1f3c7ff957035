package care.conflict.runtime;

import care.conflict.core.Parameters;
import care.conflict.core.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The folder of a run: result documents and the report. */
public final class RunLocation {
  private RunLocation() {}

  /** As configured, else {@code runs/<run id>}. */
  public static String of(Run run) {
    return run.configuration().find(Parameters.RUN_LOCATION).orElse("runs/" + run.runId());
  }

  /** The result document that a task of this run has written, as maps and lists. */
  public static Optional<Map<String, Object>> result(Run run, String task) throws IOException {
    Path file = Path.of(of(run)).resolve(task + ".json");
    return Files.exists(file) ? Optional.of(ResultDocument.read(file)) : Optional.empty();
  }

  /** Writes a text file, whole or not at all; returns where. */
  public static String write(Run run, String name, String text) throws IOException {
    return write(of(run), name, text);
  }

  static String write(String location, String name, String text) throws IOException {
    Path folder = Path.of(location);
    Files.createDirectories(folder);
    Path unfinished = folder.resolve(".%s.%s".formatted(name, UUID.randomUUID()));
    Files.writeString(unfinished, text);
    return Files.move(
            unfinished,
            folder.resolve(name),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING)
        .toString();
  }
}
