package care.conflict.report;

import care.conflict.core.statements.Rule;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The months of one rule, payer or provider.
 *
 * @param name in words; of payers and providers their id
 * @param column the rule's, else empty
 */
record TrendLine(String name, String column, List<TrendMonth> months) {

  static TrendLine of(Document line) {
    String key = Words.plain(line.text("key"));
    Optional<Rule> rule = Rule.of(key);
    return new TrendLine(
        rule.map(Rule::words).orElse(key.isEmpty() ? "none" : key),
        rule.map(Rule::column).orElse(""),
        line.list("months").stream().map(month -> TrendMonth.of(Document.of(month))).toList());
  }

  /** What is open as the last month ends that is known; empty where none is. */
  String open() {
    return TrendsSeen.last(months).flatMap(TrendMonth::openAtEnd).map(Words::number).orElse("");
  }

  String opened() {
    return Words.number(months.stream().mapToLong(TrendMonth::opened).sum());
  }

  String closed() {
    return Words.number(months.stream().mapToLong(TrendMonth::closed).sum());
  }

  /** Empty where no month's is known. */
  String amountOpened() {
    return sum(TrendMonth::amountOpened);
  }

  String amountClosed() {
    return sum(TrendMonth::amountClosed);
  }

  private String sum(Function<TrendMonth, Optional<Double>> amount) {
    return months.stream()
        .flatMap(month -> amount.apply(month).stream())
        .reduce(Double::sum)
        .map(Words::amount)
        .orElse("");
  }

  Spark spark() {
    return Spark.of(months);
  }
}
