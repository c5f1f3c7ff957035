package care.conflict.acceptance.preview;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.Json;
import care.conflict.acceptance.stage.Leaks;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What {@code preview --json --rows} said: the answer, and a line for each row, sorted. */
record Foreseen(int exitCode, JsonNode told, List<String> rows) {
  static final String COMMAND = "preview";

  /** Runs it; it must come to an answer. */
  static Foreseen of(Command command) {
    try {
      Path file = Files.createTempFile("foreseen", ".csv");
      Command.Finished finished = command.with("--json").with("--rows=" + file).run();
      Leaks.check(finished);
      assertThat(finished.exitCode()).as(finished.output()).isIn(0, 4, 11, 12);
      List<String> rows =
          Files.readAllLines(file).stream()
              .skip(1)
              .map(Foreseen::sorted)
              .sorted()
              .collect(Collectors.toList());
      return new Foreseen(finished.exitCode(), Json.read(finished.output()), rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The columns of a row stand in the table's order; here by name. */
  private static String sorted(String line) {
    int columns = line.lastIndexOf(',') + 1;
    TreeSet<String> names = new TreeSet<>(List.of(line.substring(columns).split(" ")));
    return line.substring(0, columns) + String.join(" ", names).strip();
  }

  long count(String table, String action) {
    return told.at("/%s/%s".formatted(table, action)).asLong();
  }
}
