package care.conflict.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where months and values lie in a plot, in the units of its view box: 340 wide, 200 high. Values
 * begin at 0.
 *
 * @param months how many there are
 * @param top the value of the highest line of the ground
 * @param step from line to line
 */
record PlotScale(int months, double top, double step) {
  static final int WIDTH = 340;
  static final int HEIGHT = 200;
  static final int LEFT = 40;
  static final int RIGHT = WIDTH - 4;
  static final int TOP = 10;
  static final int BOTTOM = HEIGHT - 24;
  private static final int MOST_LINES = 4;

  /** A scale that holds this value, with few lines, at whole and round numbers. */
  static PlotScale of(int months, double largest) {
    double step = 1;
    for (int i = 0; step * MOST_LINES < largest; i++) {
      step *= i % 3 == 1 ? 2.5 : 2; // 1, 2, 5, 10, 20, 50 …
    }
    double lines = Math.max(1, Math.ceil(largest / step));
    return new PlotScale(months, lines * step, step);
  }

  /** A month's width. */
  double width() {
    return (double) (RIGHT - LEFT) / Math.max(1, months);
  }

  double x(int month) {
    return LEFT + month * width();
  }

  double middle(int month) {
    return x(month) + width() / 2;
  }

  double y(double value) {
    return BOTTOM - (BOTTOM - TOP) * value / top;
  }

  /** The lines of the ground and what stands beside them. */
  List<Plot.Tick> ticks() {
    List<Plot.Tick> ticks = new ArrayList<>();
    for (double value = 0; value <= top; value += step) {
      ticks.add(new Plot.Tick(at(y(value)), inShort(value)));
    }
    return ticks;
  }

  /** The names of every fourth month, from the last one back. */
  List<Plot.Label> labels(List<TrendMonth> all) {
    List<Plot.Label> labels = new ArrayList<>();
    for (int month = all.size() - 1; month >= 0; month -= 4) {
      boolean last = month == all.size() - 1;
      labels.add(
          new Plot.Label(
              at(last ? RIGHT : middle(month)), last ? "end" : "middle", all.get(month).month()));
    }
    return labels;
  }

  static String at(double place) {
    return String.format(Locale.ROOT, "%.1f", place);
  }

  private static String inShort(double value) {
    if (value >= 1_000_000) {
      return cut(value / 1_000_000) + "M";
    }
    return value >= 1_000 ? cut(value / 1_000) + "k" : cut(value);
  }

  private static String cut(double value) {
    return at(value).replaceFirst("\\.0$", "");
  }
}
