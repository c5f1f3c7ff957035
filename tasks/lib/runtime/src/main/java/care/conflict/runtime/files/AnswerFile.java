package care.conflict.runtime.files;

import care.conflict.core.parameters.Configuration;
import care.conflict.core.parameters.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A file that somebody wants an answer in: whether it can be written is said before the work. */
public final class AnswerFile {
  private AnswerFile() {}

  /** Of those of these parameters that are given, each that cannot be written. */
  public static List<String> problems(
      Configuration configuration, List<Parameter<String>> parameters) {
    return parameters.stream().flatMap(it -> problem(configuration, it)).toList();
  }

  private static Stream<String> problem(Configuration configuration, Parameter<String> parameter) {
    Optional<String> file = configuration.find(parameter).filter(it -> !isWritable(Path.of(it)));
    return file.stream()
        .map(
            it ->
                "%s: \"%s\" is not a file that can be written, in a folder that is there"
                    .formatted(configuration.place(parameter), it));
  }

  private static boolean isWritable(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return !file.toString().isEmpty()
        && folder != null
        && !Files.isDirectory(file)
        && (Files.exists(file)
            ? Files.isWritable(file)
            : Files.isDirectory(folder) && Files.isWritable(folder));
  }
}
