package care.conflict.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * Values by month, drawn as bars and lines; a month without any run is a gap, likewise one of which
 * no bar is known.
 *
 * @param name of the plot within the page
 * @param inWords each month's values, for those who do not see it
 */
record Plot(
    String name,
    String title,
    String inWords,
    List<Series> legend,
    List<Tick> ticks,
    List<Label> labels,
    List<Bar> gaps,
    List<Bar> bars,
    List<Line> lines) {

  /** A bar that is lower would not be seen. */
  private static final double LEAST = 0.5;

  /** What is shown in one colour, a class of the style sheet. */
  record Series(String words, String colour, Function<TrendMonth, Optional<Double>> value) {}

  /** A line of the ground. */
  record Tick(String y, String text) {}

  /** A month's name below it. */
  record Label(String x, String anchor, String text) {}

  /** A rectangle. */
  record Bar(String x, String y, String width, String height, String colour) {}

  /** All bars of one colour in one shape: each by itself would make a mail too long to be shown. */
  record Path(String line, String colour) {}

  /** Points that are joined; a single one has none to be joined to. */
  record Line(String points, List<Point> ends, String colour) {}

  /** A value on a line. */
  record Point(String x, String y) {}

  /** The series of a month upon each other. */
  static Plot stacked(String name, String title, List<Series> series, List<TrendMonth> months) {
    PlotScale scale = scale(months, months.stream().mapToDouble(it -> sum(series, it)));
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i < months.size(); i++) {
      double below = 0;
      for (Series each : series) {
        double value = each.value.apply(months.get(i)).orElse(0.0);
        if (value > 0) {
          bars.add(bar(scale, scale.x(i) + 1.5, scale.width() - 3, below, value, each.colour));
        }
        below += value;
      }
    }
    List<Bar> gaps = gaps(months, scale, it -> isUnknown(series, it));
    return plot(name, title, series, months, scale, gaps, bars, List.of());
  }

  /** The series of a month beside each other. */
  static Plot grouped(String name, String title, List<Series> series, List<TrendMonth> months) {
    PlotScale scale = scale(months, largest(series, months));
    double width = (scale.width() - 3) / series.size();
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i < months.size(); i++) {
      for (int s = 0; s < series.size(); s++) {
        double value = series.get(s).value.apply(months.get(i)).orElse(0.0);
        if (value > 0) {
          double x = scale.x(i) + 1.5 + s * width;
          bars.add(bar(scale, x, width, 0, value, series.get(s).colour));
        }
      }
    }
    List<Bar> gaps = gaps(months, scale, it -> isUnknown(series, it));
    return plot(name, title, series, months, scale, gaps, bars, List.of());
  }

  List<Path> paths() {
    return paths(bars);
  }

  static List<Path> paths(List<Bar> bars) {
    Map<String, StringBuilder> lines = new LinkedHashMap<>();
    for (Bar bar : bars) {
      lines
          .computeIfAbsent(bar.colour, it -> new StringBuilder())
          .append("M%s %sh%sv%sh-%sz".formatted(bar.x, bar.y, bar.width, bar.height, bar.width));
    }
    return lines.entrySet().stream()
        .map(it -> new Path(it.getValue().toString(), it.getKey()))
        .toList();
  }

  /** A line for each series, broken where there is no value. */
  static Plot lines(String name, String title, List<Series> series, List<TrendMonth> months) {
    PlotScale scale = scale(months, largest(series, months));
    List<Line> lines = new ArrayList<>();
    for (Series each : series) {
      List<Point> joined = new ArrayList<>();
      for (int i = 0; i < months.size(); i++) {
        Optional<Double> value = each.value.apply(months.get(i));
        if (value.isPresent()) {
          joined.add(
              new Point(PlotScale.at(scale.middle(i)), PlotScale.at(scale.y(value.orElseThrow()))));
        } else {
          add(lines, joined, each.colour);
          joined = new ArrayList<>();
        }
      }
      add(lines, joined, each.colour);
    }
    List<Bar> gaps = gaps(months, scale, it -> !it.ran());
    return plot(name, title, series, months, scale, gaps, List.of(), lines);
  }

  private static void add(List<Line> lines, List<Point> joined, String colour) {
    if (!joined.isEmpty()) {
      String points = joined.stream().map(it -> it.x + "," + it.y).collect(Collectors.joining(" "));
      lines.add(new Line(points, List.copyOf(joined), colour));
    }
  }

  private static Plot plot(
      String name,
      String title,
      List<Series> series,
      List<TrendMonth> months,
      PlotScale scale,
      List<Bar> gaps,
      List<Bar> bars,
      List<Line> lines) {
    return new Plot(
        name,
        title,
        months.stream().map(it -> inWords(series, it)).collect(Collectors.joining(" ")),
        series.stream().filter(it -> isSeen(it, months)).toList(),
        scale.ticks(),
        scale.labels(months),
        gaps,
        bars,
        lines);
  }

  private static boolean isSeen(Series series, List<TrendMonth> months) {
    return months.stream().anyMatch(it -> series.value.apply(it).orElse(0.0) > 0);
  }

  private static String inWords(List<Series> series, TrendMonth month) {
    return month.ran()
        ? month.month()
            + ": "
            + series.stream()
                .map(
                    it ->
                        it.words
                            + " "
                            + it.value.apply(month).map(Words::amount).orElse("not known"))
                .collect(Collectors.joining(", "))
            + "."
        : month.month() + ": no run.";
  }

  private static boolean isUnknown(List<Series> series, TrendMonth month) {
    return series.stream().allMatch(it -> it.value.apply(month).isEmpty());
  }

  private static List<Bar> gaps(
      List<TrendMonth> months, PlotScale scale, Predicate<TrendMonth> isGap) {
    List<Bar> gaps = new ArrayList<>();
    for (int i = 0; i < months.size(); i++) {
      if (isGap.test(months.get(i))) {
        gaps.add(
            new Bar(
                PlotScale.at(scale.x(i)),
                "" + PlotScale.TOP,
                PlotScale.at(scale.width()),
                "" + (PlotScale.BOTTOM - PlotScale.TOP),
                "gap"));
      }
    }
    return gaps;
  }

  private static Bar bar(
      PlotScale scale, double x, double width, double below, double value, String colour) {
    double height = Math.max(LEAST, scale.y(below) - scale.y(below + value));
    return new Bar(
        PlotScale.at(x),
        PlotScale.at(scale.y(below) - height),
        PlotScale.at(width),
        PlotScale.at(height),
        colour);
  }

  private static PlotScale scale(List<TrendMonth> months, DoubleStream values) {
    return PlotScale.of(months.size(), values.max().orElse(0));
  }

  private static DoubleStream largest(List<Series> series, List<TrendMonth> months) {
    return months.stream()
        .flatMap(month -> series.stream().map(it -> it.value.apply(month).orElse(0.0)))
        .mapToDouble(Double::doubleValue);
  }

  private static double sum(List<Series> series, TrendMonth month) {
    return series.stream().mapToDouble(it -> it.value.apply(month).orElse(0.0)).sum();
  }
}
