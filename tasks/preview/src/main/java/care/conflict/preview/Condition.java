package care.conflict.preview;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a preview is asked to fail at: {@code resolved > 5%}. Per cent are of the open rows that are
 * stored, for an owner of that owner's; of money, of what is unresolved.
 *
 * @param what an action, all of them (changed), or the money freed
 * @param owner provider, payer or rule: then it holds where it does for one of them
 */
record Condition(
    String text,
    String what,
    Optional<String> owner,
    String sign,
    BigDecimal limit,
    boolean percent) {
  static final String ALLOWED =
      "one or more conditions like \"resolved > 5%\", \"inserted > 1000\", \"resolved of a provider > 40%\" or \"freed >= 10000\", separated by commas (inserted, updated, reopened, resolved, deleted, changed, freed; of a provider, payer or rule; >, >=, <, <=)";

  private static final Pattern FORM =
      Pattern.compile(
          "(?:(inserted|updated|reopened|resolved|deleted|changed) of a (provider|payer|rule) *(>=?)|(inserted|updated|reopened|resolved|deleted|changed|freed) *([<>]=?)) *([0-9]+(?:\\.[0-9]+)?) *(%?)");
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /** The conditions of a text; IllegalArgumentException where one is none. */
  static List<String> texts(String text) {
    List<String> all = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    all.forEach(Condition::of);
    return all;
  }

  static Condition of(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("no condition");
    }
    boolean ofOwner = form.group(2) != null;
    return new Condition(
        text,
        form.group(ofOwner ? 1 : 4),
        Optional.ofNullable(form.group(2)),
        form.group(ofOwner ? 3 : 5),
        new BigDecimal(form.group(6)),
        !form.group(7).isEmpty());
  }

  boolean holdsFor(Foreseen foreseen) {
    return measured(foreseen).filter(this::isMet).isPresent();
  }

  private boolean isMet(BigDecimal measured) {
    int compared = measured.compareTo(limit);
    return switch (sign) {
      case ">" -> compared > 0;
      case ">=" -> compared >= 0;
      case "<" -> compared < 0;
      default -> compared <= 0;
    };
  }

  /** In the unit of the limit, of owners the most; empty where it was not counted. */
  private Optional<BigDecimal> measured(Foreseen foreseen) {
    if (what.equals("freed")) {
      return foreseen
          .money()
          .map(money -> percent ? share(money.freed(), money.unresolvedBefore()) : money.freed());
    }
    if (owner.isEmpty()) {
      long rows = foreseen.rows(what);
      return Optional.of(number(rows, foreseen.openRows()));
    }
    return Optional.of(most(foreseen.owners(owner.get())));
  }

  /** Of those that somebody is: rows without a payer are no payer's. */
  BigDecimal most(List<Owner> owners) {
    return owners.stream()
        .filter(it -> it.key() != null)
        .map(it -> number(it.rows(what), it.open()))
        .reduce(BigDecimal.ZERO, BigDecimal::max);
  }

  private BigDecimal number(long rows, long open) {
    return percent
        ? share(BigDecimal.valueOf(rows), BigDecimal.valueOf(open))
        : BigDecimal.valueOf(rows);
  }

  /** Per cent, exact enough for a limit; of nothing, whatever is more is 100. */
  static BigDecimal share(BigDecimal part, BigDecimal whole) {
    if (whole.signum() == 0) {
      return part.signum() <= 0 ? BigDecimal.ZERO : HUNDRED;
    }
    return part.multiply(HUNDRED).divide(whole, 6, RoundingMode.HALF_UP).stripTrailingZeros();
  }

  Map<String, Object> told(Foreseen foreseen) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("condition", text);
    told.put("measured", measured(foreseen).orElse(null));
    told.put("holds", holdsFor(foreseen));
    return told;
  }
}
