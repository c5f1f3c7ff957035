package care.conflict.acceptance.oracle;

import care.conflict.acceptance.data.World;
import care.conflict.acceptance.visits.Visit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The seven rules and the cross-state filter, read directly from the specification. */
public final class Rules {

  private final double extraDistance;
  private final NavigableMap<Double, Double> speedFrom = new TreeMap<>();

  public Rules(World world) {
    extraDistance = Double.parseDouble(world.storeRows("settings").get(0).get("ExtraDistancePer"));
    for (Map<String, String> row : world.storeRows("mph")) {
      String speed = row.getOrDefault("AverageMilesPerHour", "0");
      speedFrom.put(Double.valueOf(row.get("From")), Double.valueOf(speed));
    }
  }

  /** What the rules say, in this order of the two. */
  public Verdict judge(Visit a, Visit b) {
    boolean unstarted = a.unstarted() && b.unstarted();
    boolean completed = a.completed() && b.completed();
    boolean mixed = (a.unstarted() && b.completed()) || (a.completed() && b.unstarted());
    boolean same = from(a).equalTo(from(b));
    boolean overlap = from(a).overlaps(from(b)) && !same;
    Double miles = miles(a, b);
    Double speed = speed(miles);
    Double minutes = speed == null ? null : round(miles / speed * 60, 2);
    Long gap = completed ? gap(a, b) : null;
    boolean tooFar = completed && !overlap && !same && minutes != null && minutes > gap;
    String flags =
        letter(unstarted && same)
            + letter(completed && same)
            + letter(mixed && same)
            + letter(unstarted && overlap)
            + letter(completed && overlap)
            + letter(mixed && overlap)
            + letter(tooFar);
    return new Verdict(flags, miles, speed, minutes, gap, dropped(a, b));
  }

  private static String letter(boolean holds) {
    return holds ? "Y" : "N";
  }

  /** Two times of which each may be absent; absent times equal and overlap nothing. */
  private record Span(LocalDateTime start, LocalDateTime end) {

    boolean known(Span other) {
      return start != null && end != null && other.start != null && other.end != null;
    }

    boolean equalTo(Span other) {
      return known(other) && start.equals(other.start) && end.equals(other.end);
    }

    boolean overlaps(Span other) {
      return known(other) && start.isBefore(other.end) && other.start.isBefore(end);
    }
  }

  private static Span from(Visit visit) {
    if (visit.unstarted()) {
      return new Span(visit.schStart(), visit.schEnd());
    }
    return new Span(visit.visitStart(), visit.visitEnd());
  }

  private static long gap(Visit a, Visit b) {
    boolean aFirst =
        a.visitStart().equals(b.visitStart())
            ? a.visitEnd().isBefore(b.visitEnd())
            : a.visitStart().isBefore(b.visitStart());
    LocalDateTime end = (aFirst ? a : b).visitEnd().truncatedTo(ChronoUnit.MINUTES);
    LocalDateTime start = (aFirst ? b : a).visitStart().truncatedTo(ChronoUnit.MINUTES);
    return Math.max(0, ChronoUnit.MINUTES.between(end, start));
  }

  private Double miles(Visit a, Visit b) {
    if (a.place() == null || b.place() == null) {
      return null;
    }
    return round(a.place().milesTo(b.place()) * extraDistance, 2);
  }

  private Double speed(Double miles) {
    var range = miles == null ? null : speedFrom.floorEntry(miles);
    return range == null || range.getValue() <= 0 ? null : range.getValue();
  }

  private static boolean dropped(Visit a, Visit b) {
    return !a.states().isEmpty()
        && !b.states().isEmpty()
        && Collections.disjoint(a.states(), b.states());
  }

  /** Half away from zero. */
  public static double round(double value, int scale) {
    return BigDecimal.valueOf(value).setScale(scale, RoundingMode.HALF_UP).doubleValue();
  }
}
