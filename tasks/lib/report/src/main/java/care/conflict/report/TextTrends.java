package care.conflict.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The trends as lines of text. */
final class TextTrends {
  private final List<String> lines = new ArrayList<>();

  TextTrends(TrendsSeen trends) {
    if (!trends.untold().isEmpty()) {
      lines.addAll(TextTable.broken("  ", trends.untold()));
    }
    months(trends.months());
    open(trends.months());
    causes(trends.months());
    lines("rule", trends.rules());
    lines("payer, the first ten", trends.payers());
    lines("provider, the first ten", trends.providers());
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  private void months(List<TrendMonth> months) {
    lines.add("  Rows open at first, opened, closed; days until closed; money of these rows");
    TextTable table =
        new TextTable("rrrrrrrl")
            .row("open", "opened", "closed", "median", "9 of 10", "opened", "closed", "month");
    for (TrendMonth month : months) {
      if (month.ran()) {
        table.row(
            number(month.openAtStart()),
            Words.number(month.opened()),
            Words.number(month.closed()),
            measure(month.daysMedian()),
            measure(month.daysOfNineTenths()),
            measure(month.amountOpened()),
            measure(month.amountClosed()),
            month.month());
      } else {
        table.row("", "", "", "", "", "", "", month.month() + "  no run");
      }
    }
    add(table);
  }

  private void open(List<TrendMonth> months) {
    lines.add("");
    lines.add("  Rows open as each month begins, by the days that they are there");
    TextTable table =
        new TextTable("rrrrrrl").row(cells(OpenDays.values(), OpenDays::key, "month"));
    for (TrendMonth month : months) {
      if (month.openAtStart().isPresent()) {
        table.row(cells(OpenDays.values(), days -> number(month.open(days)), month.month()));
      }
    }
    add(table);
  }

  private void causes(List<TrendMonth> months) {
    lines.add("");
    lines.add("  Rows closed, and why");
    TextTable table =
        new TextTable("rrrrrrl").row(cells(TrendCause.values(), TrendCause::key, "month"));
    for (TrendMonth month : months) {
      if (month.ran()) {
        table.row(
            cells(TrendCause.values(), cause -> Words.number(month.closed(cause)), month.month()));
      }
    }
    add(table);
  }

  private void lines(String what, List<TrendLine> of) {
    if (of.isEmpty()) {
      return;
    }
    lines.add("");
    TextTable table =
        new TextTable("rrrrrl").row("open", "opened", "closed", "money opened", "closed", what);
    for (TrendLine line : of) {
      table.row(
          known(line.open()),
          line.opened(),
          line.closed(),
          known(line.amountOpened()),
          known(line.amountClosed()),
          line.name());
    }
    add(table);
  }

  private static <T> String[] cells(T[] of, Function<T, String> text, String last) {
    List<String> cells = new ArrayList<>(Arrays.stream(of).map(text).toList());
    cells.add(last);
    return cells.toArray(String[]::new);
  }

  private static String known(String text) {
    return text.isEmpty() ? "-" : text;
  }

  private static String number(Optional<Long> number) {
    return number.map(Words::number).orElse("-");
  }

  private static String measure(Optional<Double> measure) {
    return measure.map(Words::amount).orElse("-");
  }

  private void add(TextTable table) {
    lines.addAll(table.lines());
  }
}
