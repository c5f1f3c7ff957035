package care.conflict.preview;

import care.conflict.core.statements.Row;
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
      List.of("unresolved_before", "unresolved_after", "final_before", "final_after");

  /** Nothing where it was never counted, or would not be. */
  static Optional<MoneyForeseen> read(Statements statements) throws SQLException {
    Row all = statements.row("money_in_all");
    return all.number("pairs_before") == 0 || all.number("pairs_after") == 0
        ? Optional.empty()
        : Optional.of(new MoneyForeseen(all, statements.rows("money_by_action")));
  }

  /** What is unresolved before and not after, in all. */
  BigDecimal freed() {
    return freed(all);
  }

  BigDecimal unresolvedBefore() {
    return new BigDecimal(all.text("unresolved_before"));
  }

  private static BigDecimal freed(Row row) {
    return new BigDecimal(row.text("unresolved_before"))
        .subtract(new BigDecimal(row.text("unresolved_after")));
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
    told.put("freed", freed(row));
    return told;
  }
}
