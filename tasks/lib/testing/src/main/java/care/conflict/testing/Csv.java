package care.conflict.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** CSV as PostgreSQL and DuckDB read it: an empty field is NULL, "" is an empty text. */
public final class Csv {

  private final String text;
  private int at;

  private Csv(String text) {
    this.text = text;
  }

  /** The rows of a file with a header line; a NULL field is absent from its map. */
  public static List<Map<String, String>> read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same of a resource, by its absolute name. */
  public static List<Map<String, String>> resource(String name) {
    return parse(text(name));
  }

  /** The names of a resource's columns. */
  public static List<String> header(String name) {
    return new Csv(text(name)).line();
  }

  private static String text(String name) {
    try (var in = Csv.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException("no resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same of a text. */
  public static List<Map<String, String>> parse(String text) {
    Csv csv = new Csv(text);
    List<String> header = csv.line();
    List<Map<String, String>> rows = new ArrayList<>();
    while (csv.at < text.length()) {
      List<String> fields = csv.line();
      if (fields.size() != header.size()) {
        throw new IllegalArgumentException(
            "line with " + fields.size() + " fields, not " + header.size() + ": " + fields);
      }
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < fields.size(); i++) {
        if (fields.get(i) != null) {
          row.put(header.get(i), fields.get(i));
        }
      }
      rows.add(row);
    }
    return rows;
  }

  private List<String> line() {
    List<String> fields = new ArrayList<>();
    while (true) {
      fields.add(field());
      if (at >= text.length()) {
        return fields;
      }
      char end = text.charAt(at++);
      if (end == '\n') {
        return fields;
      }
    }
  }

  private @Nullable String field() {
    if (at < text.length() && text.charAt(at) == '"') {
      return quoted();
    }
    int from = at;
    while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != '\n') {
      at++;
    }
    return at == from ? null : text.substring(from, at);
  }

  private String quoted() {
    StringBuilder value = new StringBuilder();
    at++;
    while (true) {
      char c = text.charAt(at++);
      if (c != '"') {
        value.append(c);
      } else if (at < text.length() && text.charAt(at) == '"') {
        value.append('"');
        at++;
      } else {
        return value.toString();
      }
    }
  }

  /** Writes the named columns of all rows, every value quoted. */
  public static String write(List<String> columns, List<Map<String, String>> rows) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < columns.size(); i++) {
      out.append(i == 0 ? "" : ",").append(quote(columns.get(i)));
    }
    out.append('\n');
    for (Map<String, String> row : rows) {
      for (int i = 0; i < columns.size(); i++) {
        String value = row.get(columns.get(i));
        out.append(i == 0 ? "" : ",").append(value == null ? "" : quote(value));
      }
      out.append('\n');
    }
    return out.toString();
  }

  private static String quote(String value) {
    return '"' + value.replace("\"", "\"\"") + '"';
  }
}
