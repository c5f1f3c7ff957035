package care.conflict.report;

import java.util.Optional;

/**
 * A month of the trends.
 *
 * @param month as in 2026-11
 * @param ran whether any run was: without one there is nothing to tell, which is not 0
 * @param figures as docs/trends.schema.json has them; empty where no run was
 */
record TrendMonth(String month, boolean ran, Document figures) {

  static TrendMonth of(Document month) {
    return new TrendMonth(
        Words.plain(month.text("month")), month.text("ran").equals("true"), month);
  }

  long found() {
    return count(figures, "found");
  }

  long reopened() {
    return count(figures, "reopened");
  }

  long opened() {
    return found() + reopened();
  }

  long closed() {
    long closed = 0;
    for (TrendCause cause : TrendCause.values()) {
      closed += closed(cause);
    }
    return closed;
  }

  long closed(TrendCause cause) {
    return count(figures.within("closed_by"), cause.key());
  }

  /** Open rows as the month begins; nothing where they were not counted. */
  Optional<Long> openAtStart() {
    return figures.number("open_at_start");
  }

  /** Of these, those that are there for so many days. */
  Optional<Long> open(OpenDays days) {
    return openAtStart().map(all -> count(figures.within("open_by_days"), days.key()));
  }

  /** As the month ends; of the one under way, now. */
  Optional<Long> openAtEnd() {
    return figures.number("open_at_end");
  }

  /** Half of what was closed was open for no longer, in days; nothing where none is known. */
  Optional<Double> daysMedian() {
    return decimal("days_median");
  }

  /** Likewise nine tenths. */
  Optional<Double> daysOfNineTenths() {
    return decimal("days_p90");
  }

  /** In dollars; nothing where the money at stake was never counted. */
  Optional<Double> amountOpened() {
    return decimal("amount_opened");
  }

  Optional<Double> amountClosed() {
    return decimal("amount_closed");
  }

  private Optional<Double> decimal(String name) {
    return figures.values().get(name) instanceof Number number
        ? Optional.of(number.doubleValue())
        : Optional.empty();
  }

  private static long count(Document of, String name) {
    return of.number(name).orElse(0L);
  }
}
