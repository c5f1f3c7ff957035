package care.conflict.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A preview as lines for a terminal or a log. */
final class PreviewText {
  private final List<String> lines = new ArrayList<>();

  PreviewText(PreviewSeen seen) {
    lines.addAll(TextTable.broken("", seen.heading()));
    lines.add("=".repeat(Math.min(TextTable.WIDTH, seen.heading().length())));
    lines.addAll(TextTable.broken("", seen.sentence()));
    seen.stop().ifPresent(it -> lines.addAll(TextTable.broken("", it)));
    seen.comparison().ifPresent(it -> lines.addAll(TextTable.broken("", it)));
    lines.add("");
    lines.addAll(
        new TextTable("ll")
            .row("run", seen.told().text("run_id"))
            .row("now", seen.told().text("now"))
            .row("rules", seen.told().text("rule_version"))
            .lines());
    texts("The largest shifts", seen.shifts());
    seen.tables().forEach(this::table);
    texts("Warnings", seen.warnings());
  }

  private void heading(String heading) {
    lines.add("");
    lines.add(heading);
    lines.add("-".repeat(Math.min(TextTable.WIDTH, heading.length())));
  }

  private void texts(String heading, List<String> texts) {
    if (!texts.isEmpty()) {
      heading(heading);
      texts.forEach(it -> lines.addAll(TextTable.broken("  ", it)));
    }
  }

  /** Numbers first, then the name, which may be long. */
  private void table(PreviewSeen.Table table) {
    heading(table.caption());
    TextTable text = new TextTable("r".repeat(table.heads().size()) + "l");
    row(text, table.heads(), table.what());
    table
        .lines()
        .forEach(
            it ->
                row(
                    text,
                    it.numbers(),
                    it.column().isEmpty() ? it.name() : it.name() + " (" + it.column() + ")"));
    lines.addAll(text.lines());
  }

  private static void row(TextTable table, List<String> numbers, String name) {
    table.row(Stream.concat(numbers.stream(), Stream.of(name)).toArray(String[]::new));
  }

  @Override
  public String toString() {
    return String.join("\n", lines) + "\n";
  }
}
