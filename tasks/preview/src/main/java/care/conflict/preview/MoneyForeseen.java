package care.conflict.preview;

import care.conflict.core.Run;
import care.conflict.core.statements.Row;
import care.conflict.stages.status.Statuses;
import care.conflict.store.Statements;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the rows are worth, as the payers' common view counts: before as it was counted last, after
 * as status management would count it.
 *
 * @param byAction of the rows that would be written
 */
record MoneyForeseen(Row all, List<Row> byAction) {
  private static final List<String> AMOUNTS =
      List.of("unresolved_before", "unresolved_after", "final_before", "final_after", "freed");

  /**
   * Nothing where it was never counted, or would not be: its stand-in then shows what is stored.
   */
  static Optional<MoneyForeseen> read(Statements statements, List<Run> parts) throws SQLException {
    if (parts.stream().noneMatch(Statuses::countedMoney)) {
      return Optional.empty();
    }
    Row all = statements.row("money_in_all");
    return all.number("pairs_before") == 0
        ? Optional.empty()
        : Optional.of(new MoneyForeseen(all, statements.rows("money_by_action")));
  }

  /** What is unresolved before and not after, in all. */
  BigDecimal freed() {
    return new BigDecimal(all.text("freed"));
  }

  BigDecimal unresolvedBefore() {
    return new BigDecimal(all.text("unresolved_before"));
  }

  Map<String, Object> told() {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("all", told(all));
    Map<String, Object> actions = new LinkedHashMap<>();
    byAction.forEach(row -> actions.put(row.text("action"), told(row)));
    told.put("by_action", actions);
    return told;
  }

  private static Map<String, Object> told(Row row) {
    Map<String, Object> told = new LinkedHashMap<>();
    AMOUNTS.forEach(amount -> told.put(amount, new BigDecimal(row.text(amount))));
    return told;
  }
}
