package care.conflict.core.statements;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The tables beside the statements: a header, then a line a row. */
public final class CsvResource {
  private CsvResource() {}

  /**
   * The rows of a table, each with as many fields as the header has; only the last one may have
   * commas, and is in quotes then.
   *
   * @param path within the class path, such as sql/rules/names.csv; an error where there is none
   */
  public static List<List<String>> rows(String path) {
    try (InputStream in = CsvResource.class.getClassLoader().getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalArgumentException("no table " + path);
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      int fields = lines.readLine().split(",", -1).length;
      return lines.lines().map(line -> List.of(line.replace("\"", "").split(",", fields))).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
