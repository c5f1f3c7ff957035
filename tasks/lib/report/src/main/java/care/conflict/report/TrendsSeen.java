package care.conflict.report;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What became of the list month by month.
 *
 * @param clicksNoted whether what people do is noted in the history
 * @param months the last eighteen, those without any run too
 * @param payers of whom most is open, likewise providers
 */
record TrendsSeen(
    boolean clicksNoted,
    List<TrendMonth> months,
    List<TrendLine> rules,
    List<TrendLine> payers,
    List<TrendLine> providers) {

  /** From trends.json; nothing where no month is told of. */
  static Optional<TrendsSeen> of(Document trends) {
    List<TrendMonth> months =
        trends.list("months").stream().map(month -> TrendMonth.of(Document.of(month))).toList();
    return last(months).isEmpty()
        ? Optional.empty()
        : Optional.of(
            new TrendsSeen(
                trends.text("clicks_noted").equals("true"),
                months,
                lines(trends, "by_rule"),
                lines(trends, "by_payer"),
                lines(trends, "by_provider")));
  }

  private static List<TrendLine> lines(Document trends, String name) {
    return trends.list(name).stream().map(line -> TrendLine.of(Document.of(line))).toList();
  }

  /** The last month in which there was a run. */
  static Optional<TrendMonth> last(List<TrendMonth> months) {
    return months.stream().filter(TrendMonth::ran).reduce((before, month) -> month);
  }

  TrendMonth last() {
    return last(months).orElseThrow();
  }

  /** How many months have no run. */
  String gaps() {
    long gaps = months.stream().filter(it -> !it.ran()).count();
    return gaps == 0
        ? ""
        : Words.counted(gaps, "month", "months") + " without any run: nothing is known, not 0.";
  }

  /** What the history was not told of; empty where nothing says that there is any. */
  String untold() {
    String clicks =
        clicksNoted
            ? ""
            : "What people close or open is not among it (migrate --with-history notes it). ";
    boolean differs =
        last().openAtStart().isPresent()
            && last().openAtEnd().isPresent()
            && !payers.isEmpty()
            && payers.stream().allMatch(line -> line.open().isEmpty());
    return (clicks
            + (differs
                ? "More has changed than the history was told of: whose rows are open now is not known."
                : ""))
        .strip();
  }

  List<Plot> plots() {
    return List.of(
        Plot.grouped(
            "opened-closed",
            "Rows opened and closed",
            List.of(
                counted("opened", "fill-inserted", TrendMonth::opened),
                counted("closed", "fill-resolved", TrendMonth::closed)),
            months),
        Plot.stacked(
            "open",
            "Open rows as each month begins, by the days that they are there",
            Arrays.stream(OpenDays.values())
                .map(
                    days ->
                        new Plot.Series(
                            days.words(),
                            days.colour(),
                            it -> it.open(days).map(Long::doubleValue)))
                .toList(),
            months),
        Plot.stacked(
            "causes",
            "Rows closed, and why",
            Arrays.stream(TrendCause.values())
                .map(cause -> counted(cause.words(), cause.colour(), it -> it.closed(cause)))
                .toList(),
            months),
        Plot.lines(
            "days",
            "Days until a row was closed",
            List.of(
                new Plot.Series("half of them, at most", "line-half", TrendMonth::daysMedian),
                new Plot.Series("nine of ten, at most", "line-most", TrendMonth::daysOfNineTenths)),
            months),
        Plot.grouped(
            "money-trend",
            "Money of the rows opened and closed",
            List.of(
                new Plot.Series("opened", "fill-inserted", TrendMonth::amountOpened),
                new Plot.Series("closed", "fill-resolved", TrendMonth::amountClosed)),
            months));
  }

  private static Plot.Series counted(
      String words, String colour, Function<TrendMonth, Long> value) {
    return new Plot.Series(
        words,
        colour,
        it -> it.ran() ? Optional.of(value.apply(it).doubleValue()) : Optional.empty());
  }
}
