package care.conflict.runtime.files;

import care.conflict.core.Run;
import care.conflict.core.parameters.Parameters;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Where the files of a run are: result documents, the report, the plan of chunks. */
public final class RunLocation {
  private RunLocation() {}

  /** A folder or {@code s3://bucket/prefix}, as configured, else {@code runs/<run id>}. */
  public static String of(Run run) {
    return run.configuration().find(Parameters.RUN_LOCATION).orElse("runs/" + run.runId());
  }

  /** Whether it takes a connection to read and write them. */
  public static boolean isRemote(Run run) {
    return of(run).startsWith(BucketFiles.SCHEME);
  }

  private static RunFiles files(Run run) {
    String location = of(run);
    return isRemote(run) ? BucketFiles.at(location, run) : new FolderFiles(Path.of(location));
  }

  /** Writes down that a task of this run begins. */
  public static void begin(Run run, String task) throws IOException {
    files(run).tryOut(task, "%s %s%n".formatted(run.runId(), run.started()));
  }

  /** When a task of this run last began, which it may not have lived to tell the end of. */
  public static Optional<Instant> begun(Run run, String task) throws IOException {
    return read(run, task + RunFiles.STARTED)
        .map(text -> text.strip().split(" "))
        .filter(words -> words.length == 2 && words[0].equals(run.runId()))
        .map(words -> Instant.parse(words[1]));
  }

  /** The result document that a task of this run has written, as maps and lists. */
  public static Optional<Map<String, Object>> result(Run run, String task) throws IOException {
    Optional<String> document = read(run, task + ".json");
    return document.isPresent() ? Optional.of(Json.map(document.get())) : Optional.empty();
  }

  /** The text of a file, or nothing where there is none of this name. */
  public static Optional<String> read(Run run, String name) throws IOException {
    return files(run).read(name);
  }

  /** Writes a text file, whole or not at all; returns where. */
  public static String write(Run run, String name, String text) throws IOException {
    return files(run).write(name, text);
  }
}
