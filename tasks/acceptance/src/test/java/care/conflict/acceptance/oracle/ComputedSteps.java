package care.conflict.acceptance.oracle;

import static care.conflict.acceptance.oracle.StatusTables.firstPresent;

import care.conflict.acceptance.data.Canonical;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Phase C: columns that are computed from others of the same row. */
public final class ComputedSteps {

  private static final double TOLERANCE = 0.0001;
  private static final int REVERSE_UUID_LENGTH = 100;

  private ComputedSteps() {}

  /** When the visits of each row began and ended. */
  public static void times(StatusTables tables) {
    for (Map<String, String> map : tables.maps(m -> true)) {
      tables.write(
          map,
          "ShVTSTTime",
          first(map, "VisitStartTime", "SchStartTime", "InserviceStartDate"),
          "ShVTENTime",
          first(map, "VisitEndTime", "SchEndTime", "InserviceEndDate"),
          "CShVTSTTime",
          first(map, "ConVisitStartTime", "ConSchStartTime", "ConInserviceStartDate"),
          "CShVTENTime",
          first(map, "ConVisitEndTime", "ConSchEndTime", "ConInserviceEndDate"));
    }
  }

  private static String first(Map<String, String> map, String... columns) {
    return firstPresent(Stream.of(columns).map(map::get).toArray(String[]::new));
  }

  /** What a minute costs, on both sides. */
  public static void rates(StatusTables tables) {
    for (Map<String, String> map : tables.maps(m -> true)) {
      tables.write(
          map,
          "BilledRateMinute",
          kept(map.get("BilledRateMinute"), ratePerMinute(map, "")),
          "ConBilledRateMinute",
          kept(map.get("ConBilledRateMinute"), ratePerMinute(map, "Con")));
    }
  }

  /** What is stored, where it is as good as the computed rate. */
  private static String kept(String stored, double rate) {
    boolean near = stored != null && Math.abs(Float.parseFloat(stored) - rate) <= TOLERANCE;
    return near ? stored : Float.toString((float) rate);
  }

  static double ratePerMinute(Map<String, String> map, String side) {
    double rate = number(map.get(side + "BillRateBoth"));
    String type = map.getOrDefault(side + "RateType", "");
    if (!(rate > 0)) {
      return 0;
    }
    if (type.equals("Hourly")) {
      return rate / 60;
    }
    if (!type.equals("Daily") && !type.equals("Visit")) {
      return 0;
    }
    if ("yes".equals(map.get(side + "Billed"))) {
      double hours = number(map.get(side + "BilledHours"));
      return hours > 0 ? rate / hours / 60 : 0;
    }
    LocalDateTime start = Canonical.time(map.get(side + "SchStartTime"));
    LocalDateTime end = Canonical.time(map.get(side + "SchEndTime"));
    if (start == null || end == null || start.equals(end)) {
      return 0;
    }
    double hours = Duration.between(start, end).toNanos() / 3.6e12;
    return rate / hours / 60;
  }

  private static double number(String value) {
    return value == null ? 0 : Float.parseFloat(value);
  }

  /** The pair's key in the other order. */
  public static void reverseUuids(StatusTables tables) {
    for (Map<String, String> map : tables.maps(m -> !m.containsKey("ReverseUUID"))) {
      String text = reverseUuid(map);
      if (text != null && text.length() <= REVERSE_UUID_LENGTH) {
        tables.write(map, "ReverseUUID", text);
      }
    }
  }

  /** The two visits of a pair, the same for both directions; null where an id is absent. */
  static String reverseUuid(Map<String, String> map) {
    List<String> ids = List.of("VisitID", "AppVisitID", "ConVisitID", "ConAppVisitID");
    if (!map.keySet().containsAll(ids)) {
      return null;
    }
    String first = map.get("VisitID") + "~" + map.get("AppVisitID");
    String second = map.get("ConVisitID") + "~" + map.get("ConAppVisitID");
    return first.compareTo(second) <= 0 ? first + "_" + second : second + "_" + first;
  }

  static boolean isTooLong(Map<String, String> map) {
    String text = map.containsKey("ReverseUUID") ? null : reverseUuid(map);
    return text != null && text.length() > REVERSE_UUID_LENGTH;
  }
}
