package care.conflict.preview;

import care.conflict.core.DatabaseError;
import care.conflict.core.ExitCode;
import care.conflict.core.RuleVersion;
import care.conflict.core.TaskFailure;
import care.conflict.core.statements.SqlText;
import care.conflict.core.statements.StepSql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder like sql, whose files stand in the place of those by which the warehouse is told the
 * rules.
 */
record RulesFolder(Path folder) {
  private static final String PLACE = "--compare-sql (command line): ";

  /** What is wrong with it, each file named. A file as the command has it changes nothing. */
  List<String> problems() {
    try {
      List<String> files = files();
      if (files.isEmpty()) {
        return List.of(
            PLACE
                + "\"%s\" is not a folder with files like rules/conflict_flags.sql"
                    .formatted(folder));
      }
      Set<String> comparable = RuleVersion.files();
      List<String> problems = new ArrayList<>();
      for (String file : files) {
        Optional<String> ours = StepSql.text(file);
        if (ours.isEmpty()) {
          problems.add(
              PLACE + "\"%s\" is not a file that the command has below sql".formatted(file));
        } else if (!comparable.contains(file) && !ours.get().equals(text(file))) {
          problems.add(
              PLACE
                  + "\"%s\" is not one of the files by which the warehouse is told the rules, and these alone are compared: .sql below %s, not .postgres.sql"
                      .formatted(file, folders(comparable)));
        }
      }
      return problems.isEmpty() ? unreadable() : problems;
    } catch (IOException | UncheckedIOException e) {
      return List.of(PLACE + "\"%s\" is not a folder that can be read".formatted(folder));
    }
  }

  private List<String> unreadable() {
    return RuleVersion.problems(folder).stream()
        .map(it -> PLACE + "\"%s\" cannot be taken: %s".formatted(folder, it))
        .toList();
  }

  private static String folders(Set<String> files) {
    return files.stream()
        .map(it -> it.substring(0, it.lastIndexOf('/')))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(it -> it.toString().endsWith(".sql") || it.toString().endsWith(".csv"))
          .map(it -> folder.relativize(it).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }

  private String text(String file) throws IOException {
    return Files.readString(folder.resolve(file));
  }

  /**
   * What the warehouse refused, by the files that are to blame; empty where none of them is in it.
   *
   * @param statements of the statement's folder, with these files
   */
  Optional<TaskFailure> refused(SqlText sent, StepSql statements, DatabaseError error) {
    String name = sent.name();
    String files =
        statements.files(name.substring(name.indexOf('/') + 1)).stream()
            .filter(it -> Files.isRegularFile(folder.resolve(it)))
            .filter(this::isAnother)
            .collect(Collectors.joining("\", \"", "\"", "\""));
    return files.equals("\"\"")
        ? Optional.empty()
        : Optional.of(
            new TaskFailure(
                ExitCode.MISUSED,
                PLACE
                    + "%s in \"%s\": the warehouse refuses %s, which is made of it: %s"
                        .formatted(files, folder, name, error.message()),
                "Mend the file. A line or position is that of the whole statement."));
  }

  private boolean isAnother(String file) {
    try {
      return !StepSql.text(file).equals(Optional.of(text(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
