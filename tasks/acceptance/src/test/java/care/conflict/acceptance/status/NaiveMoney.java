package care.conflict.acceptance.status;

import care.conflict.acceptance.data.Canonical;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The money at stake as the specification tells it, one row after the other. */
final class NaiveMoney {
  private static final List<String> OVERLAPS =
      List.of(
          "SameSchTimeFlag",
          "SameVisitTimeFlag",
          "SchAndVisitTimeSameFlag",
          "SchOverAnotherSchTimeFlag",
          "VisitTimeOverAnotherVisitTimeFlag",
          "SchTimeOverVisitTimeFlag");
  private static final List<String> TYPES =
      List.of(
          "",
          "only_to",
          "only_td",
          "both_to_td",
          "only_is",
          "both_to_is",
          "both_td_is",
          "all_to_td_is");

  /** What the payers' common view says of a row. */
  record Seen(
      String full,
      String overlap,
      BigDecimal shiftPrice,
      BigDecimal overlapPrice,
      BigDecimal finalPrice,
      String costType,
      String visitType,
      String conflictType,
      String county,
      String standing) {}

  /** What a visit or group comes to, each minute once; no price where no rate is known. */
  record Once(int minutes, @Nullable BigDecimal price) {}

  private final Map<String, Set<String>> conflictsOfGroup = new HashMap<>();
  private final List<Map<String, String>> counted = new ArrayList<>();

  /** Of these rows, for the payers that are active and no demo and the conflicts that are there. */
  NaiveMoney(List<Map<String, String>> rows, Set<String> payers, Set<String> conflicts) {
    for (Map<String, String> row : rows) {
      if (row.containsKey("GroupID")) {
        conflictsOfGroup
            .computeIfAbsent(row.get("GroupID"), group -> new HashSet<>())
            .add(row.get("CONFLICTID"));
      }
    }
    Set<List<String>> pairs = new HashSet<>();
    rows.stream()
        .sorted(Comparator.comparingLong(row -> Long.parseLong(row.get("ID"))))
        .filter(row -> payers.contains(row.getOrDefault("PayerID", "")))
        .filter(row -> conflicts.contains(row.get("CONFLICTID")))
        .filter(row -> row.containsKey("GroupID") && !type(row).isEmpty())
        .filter(row -> pairs.add(pair(row)))
        .forEach(counted::add);
  }

  private static List<String> pair(Map<String, String> row) {
    String own = row.get("AppVisitID");
    String con = row.get("ConAppVisitID");
    return own.compareTo(con) < 0
        ? List.of(row.get("CONFLICTID"), own, con)
        : List.of(row.get("CONFLICTID"), con, own);
  }

  Map<Long, Seen> rows() {
    Map<Long, Seen> seen = new TreeMap<>();
    counted.forEach(row -> seen.put(Long.parseLong(row.get("ID")), seen(row)));
    return seen;
  }

  private Seen seen(Map<String, String> row) {
    double rate = rate(row);
    BigDecimal overlapPrice = cents(rate > 0 ? overlap(row) * rate : 0);
    boolean resolved = "R".equals(row.get("StatusFlag"));
    return new Seen(
        plain(full(row)),
        plain(overlap(row)),
        cents(rate > 0 ? full(row) * rate : 0),
        overlapPrice,
        resolved ? overlapPrice : cents(0),
        "yes".equals(row.get("Billed")) ? "Recovery" : "Avoidance",
        !row.containsKey("VisitStartTime")
            ? "Scheduled"
            : "yes".equals(row.get("Billed")) ? "Billed" : "Confirmed",
        type(row),
        row.getOrDefault("PA_PCounty", row.getOrDefault("P_PCounty", "")),
        standing(row));
  }

  /** By conflict, its visit and, where it is asked for, standing. */
  Map<List<String>, Once> visits(boolean byStanding) {
    Map<List<String>, List<Map<String, String>>> rows = new HashMap<>();
    Map<List<String>, Double> shifts = new HashMap<>();
    Map<List<String>, Double> rates = new HashMap<>();
    for (Map<String, String> row : counted) {
      List<String> visit = List.of(row.get("CONFLICTID"), row.get("VisitID"));
      shifts.merge(visit, Math.max(0, full(row)), Math::max);
      rates.merge(visit, Math.max(0, rate(row)), Math::max);
      List<String> part = new ArrayList<>(visit);
      if (byStanding) {
        part.add(standing(row));
      }
      rows.computeIfAbsent(part, it -> new ArrayList<>()).add(row);
    }
    Map<List<String>, Once> visits = new HashMap<>();
    rows.forEach(
        (part, itsRows) -> {
          List<String> visit = part.subList(0, 2);
          int minutes = (int) Math.min(bitmap(itsRows).cardinality(), shifts.get(visit));
          double rate = rates.get(visit);
          visits.put(
              part,
              new Once(
                  minutes,
                  rate > 0
                      ? new BigDecimal(rate)
                          .multiply(new BigDecimal(minutes))
                          .setScale(2, RoundingMode.HALF_UP)
                      : null));
        });
    return visits;
  }

  /** Minutes of the clock in which somebody was at two places, by group. */
  Map<String, Integer> groups() {
    Map<String, List<Map<String, String>>> rows = new HashMap<>();
    counted.forEach(
        row -> rows.computeIfAbsent(row.get("GroupID"), it -> new ArrayList<>()).add(row));
    Map<String, Integer> groups = new HashMap<>();
    rows.forEach((group, itsRows) -> groups.put(group, bitmap(itsRows).cardinality()));
    return groups;
  }

  /** A bit for each minute since the first of the year. */
  private BitSet bitmap(List<Map<String, String>> rows) {
    LocalDateTime zero = LocalDateTime.parse("2026-01-01T00:00");
    BitSet minutes = new BitSet();
    for (Map<String, String> row : rows) {
      LocalDateTime from = later(time(row, "ShVTSTTime"), time(row, "CShVTSTTime"));
      int first = from == null ? 0 : (int) Duration.between(zero, from).toMinutes();
      minutes.set(first, first + (int) Math.max(0, overlap(row)));
    }
    return minutes;
  }

  private static double full(Map<String, String> row) {
    if (row.containsKey("BILLABLEMINUTESFULLSHIFT")) {
      return Float.parseFloat(row.get("BILLABLEMINUTESFULLSHIFT"));
    }
    LocalDateTime from = time(row, "ShVTSTTime");
    LocalDateTime to = time(row, "ShVTENTime");
    return from == null || to == null ? 0 : minutes(from, to);
  }

  private double overlap(Map<String, String> row) {
    if (row.containsKey("BILLABLEMINUTESOVERLAP")
        && (conflictsOfGroup.get(row.get("GroupID")).size() <= 2
            || "Y".equals(row.get("DistanceFlag")))) {
      return Float.parseFloat(row.get("BILLABLEMINUTESOVERLAP"));
    }
    LocalDateTime from = time(row, "ShVTSTTime");
    LocalDateTime to = time(row, "ShVTENTime");
    LocalDateTime conFrom = time(row, "CShVTSTTime");
    LocalDateTime conTo = time(row, "CShVTENTime");
    if (from == null || to == null || conFrom == null || conTo == null) {
      return 0;
    }
    return Math.max(0, minutes(later(from, conFrom), to.isBefore(conTo) ? to : conTo));
  }

  private static @Nullable LocalDateTime later(
      @Nullable LocalDateTime one, @Nullable LocalDateTime other) {
    return one == null ? other : other == null || one.isAfter(other) ? one : other;
  }

  private static long minutes(LocalDateTime from, LocalDateTime to) {
    return Duration.between(
            from.truncatedTo(ChronoUnit.MINUTES), to.truncatedTo(ChronoUnit.MINUTES))
        .toMinutes();
  }

  private static double rate(Map<String, String> row) {
    return row.containsKey("BilledRateMinute") ? Float.parseFloat(row.get("BilledRateMinute")) : 0;
  }

  private static String type(Map<String, String> row) {
    int kinds = OVERLAPS.stream().anyMatch(flag -> "Y".equals(row.get(flag))) ? 1 : 0;
    kinds += "Y".equals(row.get("DistanceFlag")) ? 2 : 0;
    kinds += "Y".equals(row.get("InServiceFlag")) ? 4 : 0;
    return TYPES.get(kinds);
  }

  private static String standing(Map<String, String> row) {
    return switch (row.getOrDefault("StatusFlag", "")) {
      case "R" -> "final";
      case "D", "W", "I" -> "other";
      default -> "unresolved";
    };
  }

  private static @Nullable LocalDateTime time(Map<String, String> row, String column) {
    return row.containsKey(column) ? Canonical.time(row.get(column)) : null;
  }

  private static BigDecimal cents(double amount) {
    return new BigDecimal(amount).setScale(2, RoundingMode.HALF_UP);
  }

  private static String plain(double minutes) {
    return new BigDecimal(minutes).stripTrailingZeros().toPlainString();
  }
}
