package care.conflict.report;

import java.util.ArrayList;
import java.util.List;

/** Lines of cells in columns as wide as need be; the last column is broken where a line ends. */
final class TextTable {
  static final int WIDTH = 100;
  private static final int LEAST_TEXT = 30;

  private final String alignment;
  private final List<List<String>> rows = new ArrayList<>();

  /** One letter a column: l or r; the last column is text. */
  TextTable(String alignment) {
    this.alignment = alignment;
  }

  TextTable row(String... cells) {
    rows.add(List.of(cells));
    return this;
  }

  List<String> lines() {
    int last = alignment.length() - 1;
    int[] widths = new int[last];
    for (List<String> row : rows) {
      for (int column = 0; column < last; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder start = new StringBuilder("  ");
      for (int column = 0; column < last; column++) {
        start
            .append(aligned(row.get(column), widths[column], alignment.charAt(column)))
            .append("  ");
      }
      lines.addAll(broken(start.toString(), row.get(last)));
    }
    return lines;
  }

  /** The text after the start, broken between words, and within those longer than a line. */
  static List<String> broken(String start, String text) {
    boolean narrow = WIDTH - start.length() < LEAST_TEXT;
    String indent = " ".repeat(narrow ? 4 : start.length());
    int room = WIDTH - indent.length();
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (part.length() + 1 + word.length() > room && part.length() > 0) {
        parts.add(part.toString());
        part.setLength(0);
      }
      part.append(part.length() > 0 ? " " : "").append(word);
      while (part.length() > room) {
        parts.add(part.substring(0, room));
        part.delete(0, room);
      }
    }
    parts.add(part.toString());
    List<String> lines = new ArrayList<>();
    if (narrow) {
      for (int from = 0; from < start.length(); from += WIDTH) {
        lines.add(start.substring(from, Math.min(start.length(), from + WIDTH)).stripTrailing());
      }
    }
    parts.forEach(each -> lines.add(((lines.isEmpty() ? start : indent) + each).stripTrailing()));
    return lines;
  }

  private static String aligned(String cell, int width, char alignment) {
    String padding = " ".repeat(width - cell.length());
    return alignment == 'r' ? padding + cell : cell + padding;
  }
}
