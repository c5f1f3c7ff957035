package care.conflict.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A rule of detection: its column, and its name in words, which sql/rules/names.csv gives it. */
record Rule(String column, String words) {
  private static final List<Rule> ALL = read();

  /** In their order. */
  static List<Rule> all() {
    return ALL;
  }

  private static List<Rule> read() {
    try (InputStream in = Rule.class.getClassLoader().getResourceAsStream("sql/rules/names.csv");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .skip(1)
          .map(line -> line.split(",", 2))
          .map(line -> new Rule(line[0], line[1].replace("\"", "")))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
