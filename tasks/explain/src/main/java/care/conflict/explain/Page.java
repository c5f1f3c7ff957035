package care.conflict.explain;

import care.conflict.core.statements.Row;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** An answer as one HTML page that needs no network: the two days as bars, and what is told. */
final class Page {
  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8"><title>Explained</title>
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <style>
      body { font: 14px sans-serif; margin: 1em; }
      .bars { overflow-x: auto; }
      svg { display: block; width: 100%; min-width: 45em; max-width: 60em; height: 7em; }
      pre { overflow-x: auto; }
      .scheduled { fill: #8fb0d9; } .visit { fill: #2f75c4; } text { font-size: 11px; fill: currentColor; }
      </style></head><body>
      <h1>Explained</h1>
      <p>Of each visit: above, in light, as scheduled; below, in dark, as it was.</p>
      """;
  private static final int WIDTH = 1000;
  private static final int LABEL = 60;

  /** From when to when, and in which line it is drawn. */
  private record Bar(String kind, int top, LocalDateTime from, LocalDateTime to) {}

  private Page() {}

  static String of(Answer answer) {
    StringBuilder page = new StringBuilder(HEAD);
    if (answer.isCut()) {
      page.append(
          "<p>More are stored: only the first %d are told.</p>\n".formatted(Question.MOST_PAIRS));
    }
    for (Told explained : answer.told()) {
      page.append("<h2>")
          .append(explained.isConflict() ? "Conflict" : "No conflict")
          .append(explained instanceof ExplainedEvent ? " (in-service)" : "")
          .append("</h2>\n");
      page.append(bars(explained));
      page.append("<pre>").append(escaped(Text.ofPair(answer, explained))).append("</pre>\n");
    }
    for (Lone lone : answer.lone()) {
      page.append("<h2>In no pair</h2>\n<pre>")
          .append(escaped(Text.ofLone(lone)))
          .append("</pre>\n");
    }
    return page.append("</body></html>\n").toString();
  }

  private static String bars(Told explained) {
    List<Bar> bars = new ArrayList<>();
    bars(bars, explained.a().row(), 5);
    bars(bars, explained.b().row(), 45);
    Optional<LocalDateTime> first = bars.stream().map(Bar::from).min(Comparator.naturalOrder());
    Optional<LocalDateTime> last = bars.stream().map(Bar::to).max(Comparator.naturalOrder());
    if (first.isEmpty() || last.isEmpty()) {
      return "<p>Neither has a start and an end after it.</p>\n";
    }
    long whole = Math.max(1, Duration.between(first.get(), last.get()).toSeconds());
    StringBuilder svg =
        new StringBuilder(
            "<div class=\"bars\"><svg viewBox=\"0 0 %d 100\">\n".formatted(WIDTH + LABEL));
    svg.append(
        "<text x=\"0\" y=\"22\">%s</text><text x=\"0\" y=\"62\">%s</text>\n"
            .formatted(explained.a().words(), explained.b().words()));
    for (Bar bar : bars) {
      double left = LABEL + share(first.get(), bar.from(), whole);
      double width = Math.max(1, share(bar.from(), bar.to(), whole));
      svg.append(
          String.format(
              Locale.ROOT,
              "<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"12\"><title>%s %s to %s</title></rect>%n",
              bar.kind(),
              left,
              bar.top(),
              width,
              bar.kind(),
              bar.from(),
              bar.to()));
    }
    return svg.append(
            "<text x=\"%d\" y=\"95\">%s</text><text x=\"%d\" y=\"95\" text-anchor=\"end\">%s</text>\n</svg></div>\n"
                .formatted(LABEL, first.get(), WIDTH + LABEL, last.get()))
        .toString();
  }

  private static void bars(List<Bar> bars, Row visit, int top) {
    Stream.of(bar(visit, "scheduled", "sch", top), bar(visit, "visit", "visit", top + 14))
        .flatMap(Optional::stream)
        .forEach(bars::add);
  }

  private static Optional<Bar> bar(Row visit, String kind, String column, int top) {
    return Values.moment(visit, column + "_start")
        .flatMap(
            from ->
                Values.moment(visit, column + "_end")
                    .filter(to -> !to.isBefore(from))
                    .map(to -> new Bar(kind, top, from, to)));
  }

  private static double share(LocalDateTime from, LocalDateTime to, long whole) {
    return (double) WIDTH * Duration.between(from, to).toSeconds() / whole;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
