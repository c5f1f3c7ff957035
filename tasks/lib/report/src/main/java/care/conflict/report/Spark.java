package care.conflict.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The open rows at the beginning of each month as small bars, 6 units wide each. */
record Spark(int width, List<Bar> bars, String inWords) {
  static final int HEIGHT = 22;
  private static final int STEP = 6;

  /** A month's; of one that is a gap, the whole height. */
  record Bar(int x, String y, String height, String colour) {}

  static Spark of(List<TrendMonth> months) {
    long most =
        months.stream().flatMap(it -> it.openAtStart().stream()).max(Long::compare).orElse(0L);
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i < months.size(); i++) {
      TrendMonth month = months.get(i);
      if (month.openAtStart().isEmpty()) {
        bars.add(new Bar(i * STEP, "0", "" + HEIGHT, "gap"));
      } else if (most > 0) {
        double height = (double) HEIGHT * month.openAtStart().orElseThrow() / most;
        bars.add(
            new Bar(
                i * STEP,
                PlotScale.at(HEIGHT - height),
                PlotScale.at(height),
                OpenDays.LONGER.colour()));
      }
    }
    return new Spark(Math.max(STEP, months.size() * STEP), bars, inWords(months));
  }

  private static String inWords(List<TrendMonth> months) {
    return months.stream()
        .map(it -> it.month() + " " + it.openAtStart().map(Words::number).orElse("not counted"))
        .collect(Collectors.joining(", "));
  }
}
