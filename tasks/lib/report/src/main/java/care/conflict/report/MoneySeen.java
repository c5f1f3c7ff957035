package care.conflict.report;

import care.conflict.core.statements.Rule;
import java.util.List;
import java.util.Optional;

/** The money at stake after the run, as the payers see it and with each minute once. */
record MoneySeen(
    Line all, List<Line> rules, List<Line> months, List<Line> payers, List<Line> providers) {

  /** A line of amounts; of all it has no name. */
  record Line(
      String name,
      String column,
      String pairs,
      String visits,
      String unknownRates,
      String unresolved,
      String unresolvedOnce,
      String finalPrice,
      String finalOnce) {}

  /** From status management's document; nothing where the money was not counted. */
  static Optional<MoneySeen> of(Document status) {
    Document money = status.within("details").within("money");
    return money.values().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new MoneySeen(
                line(money.within("all"), ""),
                lines(money, "by_rule"),
                lines(money, "by_month"),
                lines(money, "by_payer"),
                lines(money, "by_provider")));
  }

  /** What the amounts leave out. */
  String unknown() {
    return all.unknownRates.equals("0")
        ? "Of every visit a rate is known."
        : "Of %s visits no rate is known: the view counts them as 0, each minute once leaves them out."
            .formatted(all.unknownRates);
  }

  private static List<Line> lines(Document money, String name) {
    return money.list(name).stream().map(Document::of).map(line -> line(line, "none")).toList();
  }

  private static Line line(Document line, String without) {
    String key = Words.plain(line.text("key"));
    Optional<Rule> rule = Rule.of(key);
    return new Line(
        rule.map(Rule::words).orElse(key.isEmpty() ? without : key),
        rule.map(Rule::column).orElse(""),
        Words.decimal(line.text("pairs")),
        Words.decimal(line.text("visits")),
        Words.decimal(line.text("unknown_rates")),
        Words.money(line.text("unresolved")),
        Words.money(line.text("unresolved_once")),
        Words.money(line.text("final")),
        Words.money(line.text("final_once")));
  }
}
