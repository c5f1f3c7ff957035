package care.conflict.preview;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What would move among the open rows of an owner. Large is what is many rows and a large part of
 * them: rows times share.
 */
record Shift(Owner owner, String action, long rows) {
  private static final int MOST = 20;

  /** What an open row can become, and what can become one. */
  private static final List<String> ACTIONS =
      List.of("inserted", "reopened", "resolved", "deleted");

  /** The largest first. */
  static List<Shift> largest(Stream<Owner> owners) {
    return owners
        .flatMap(owner -> ACTIONS.stream().map(it -> new Shift(owner, it, owner.moved(it))))
        .filter(it -> it.rows > 0)
        .sorted(Comparator.comparingDouble(Shift::size).reversed().thenComparing(Shift::words))
        .limit(MOST)
        .toList();
  }

  private double size() {
    return (double) rows * rows / Math.max(1, owner.open());
  }

  /** Per cent of the open rows, with one digit; of none it is 100. */
  private BigDecimal percent() {
    return owner.open() == 0
        ? BigDecimal.valueOf(100)
        : BigDecimal.valueOf(rows)
            .multiply(BigDecimal.valueOf(100))
            .divide(BigDecimal.valueOf(owner.open()), 1, RoundingMode.HALF_UP);
  }

  String words() {
    String of = owner.words();
    if (owner.open() == 0) {
      return String.format(Locale.ROOT, "%s has no open row; %,d would be %s", of, rows, action);
    }
    return Owner.MORE.contains(action)
        ? String.format(
            Locale.ROOT,
            "the open rows of %s would grow by %s%%: %,d would be %s beside %,d",
            of,
            percent(),
            rows,
            action,
            owner.open())
        : String.format(
            Locale.ROOT,
            "%s%% of the open rows of %s would be %s: %,d of %,d",
            percent(),
            of,
            action,
            rows,
            owner.open());
  }

  Map<String, Object> told() {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("of", owner.kind());
    told.put("key", owner.key());
    told.put("name", owner.name());
    told.put("action", action);
    told.put("rows", rows);
    told.put("open", owner.open());
    told.put("percent", percent());
    told.put("words", words());
    return told;
  }
}
