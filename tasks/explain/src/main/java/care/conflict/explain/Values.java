package care.conflict.explain;

import care.conflict.core.statements.Row;
import care.conflict.core.statements.Rule;
import java.time.LocalDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A row's values as an answer has them: what is NULL is null, and says nothing. */
final class Values {
  private Values() {}

  /** Whether a rule holds for a pair, as the rules' statement says. */
  static boolean holds(Rule rule, Row pair) {
    return pair.text(rule.column()).equals("Y");
  }

  /** Yes, no, or not known. */
  static @Nullable Boolean answer(Row row, String column) {
    return row.isNull(column) ? null : row.flag(column);
  }

  static @Nullable Double number(@Nullable Row row, String column) {
    return row == null || row.isNull(column) ? null : row.decimal(column);
  }

  /** A date and time as both databases say it: to the minute, or as precise as it is. */
  static @Nullable String time(@Nullable Row row, String column) {
    return row == null
        ? null
        : moment(row, column).map(it -> it.toString().replace('T', ' ')).orElse(null);
  }

  static Optional<LocalDateTime> moment(Row row, String column) {
    return row.findText(column).map(text -> LocalDateTime.parse(text.replace(' ', 'T')));
  }

  static @Nullable String text(@Nullable Row row, String column) {
    return row == null ? null : row.findText(column).orElse(null);
  }

  /** For people: a dash where there is nothing. */
  static String said(@Nullable Object value) {
    return value == null ? "-" : value.toString();
  }
}
