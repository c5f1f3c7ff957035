package care.conflict.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The open rows at the beginning of each month as small bars, 6 units wide each. */
record Spark(int width, List<Plot.Path> paths, String inWords) {
  static final int HEIGHT = 22;
  private static final int STEP = 6;

  static Spark of(List<TrendMonth> months) {
    long most =
        months.stream().flatMap(it -> it.openAtStart().stream()).max(Long::compare).orElse(0L);
    List<Plot.Bar> bars = new ArrayList<>();
    for (int i = 0; i < months.size(); i++) {
      TrendMonth month = months.get(i);
      if (month.openAtStart().isEmpty()) {
        bars.add(bar(i, HEIGHT, "gap"));
      } else if (most > 0) {
        double height = (double) HEIGHT * month.openAtStart().orElseThrow() / most;
        bars.add(bar(i, height, OpenDays.LONGER.colour()));
      }
    }
    return new Spark(Math.max(STEP, months.size() * STEP), Plot.paths(bars), inWords(months));
  }

  private static Plot.Bar bar(int month, double height, String colour) {
    return new Plot.Bar(
        "" + month * STEP,
        PlotScale.at(HEIGHT - height),
        "" + (STEP - 1),
        PlotScale.at(height),
        colour);
  }

  private static String inWords(List<TrendMonth> months) {
    String numbers =
        months.stream()
            .map(it -> it.openAtStart().map(Words::number).orElse("–"))
            .collect(Collectors.joining(", "));
    return months.isEmpty() ? "" : "from %s on %s".formatted(months.get(0).month(), numbers);
  }
}
