package care.conflict.acceptance.oracle;

import care.conflict.acceptance.data.Canonical;
import care.conflict.acceptance.data.Contents;
import care.conflict.acceptance.data.Spec;
import care.conflict.acceptance.visits.Visit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Two visits in conflict, in this order, and the columns of a row that detection fills for it. */
public record DetectedPair(Visit first, Visit second, Verdict verdict) {

  public Contents.PairId id() {
    return Contents.PairId.of(first.id(), second.id());
  }

  /** Whether one of the two visits did not take place: such a pair is not stored anew. */
  public boolean missed() {
    return first.missed() || second.missed();
  }

  boolean inDelta(boolean asymmetric) {
    return asymmetric ? first.delta() || second.delta() : first.delta() && second.delta();
  }

  /** The value of a detection column before the column cuts or rounds it. */
  String raw(Spec.MapColumn column) {
    if (column.ofOneSide()) {
      return (column.ofFirst() ? first : second).attributes().get(column.attribute());
    }
    if (column.from().equals("rule")) {
      return verdict.flag(column.name()) ? "Y" : "N";
    }
    return switch (column.name()) {
      case "SSN" -> first.ssn();
      case "VisitDate" -> first.date().toString();
      case "MinuteDiffBetweenSch" -> text(verdict.gap());
      case "DistanceMilesFromLatLng" -> text(verdict.miles());
      case "AverageMilesPerHour" -> text(verdict.milesPerHour());
      case "ETATravelMinutes" -> wholeMinutes();
      case "InServiceFlag" -> "Y";
      default -> throw new IllegalArgumentException(column.name());
    };
  }

  private static String text(Object value) {
    return value == null ? null : value.toString();
  }

  private String wholeMinutes() {
    return verdict.minutes() == null
        ? null
        : Long.toString((long) Rules.round(verdict.minutes(), 0));
  }

  /** Those of the columns that are not NULL, as the table stores them. */
  public Map<String, String> columns(List<Spec.MapColumn> columns) {
    Map<String, String> row = new HashMap<>();
    for (Spec.MapColumn column : columns) {
      String value = Canonical.of(column.type(), raw(column));
      if (value != null) {
        row.put(column.name(), value);
      }
    }
    return row;
  }
}
