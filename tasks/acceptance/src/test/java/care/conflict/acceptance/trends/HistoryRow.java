package care.conflict.acceptance.trends;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What is known of a row of conflictvisitmaps at some moment. */
final class HistoryRow {
  final long id;
  String status = "U";
  String payer;
  String provider;
  List<String> rules = List.of();
  Instant created;
  Instant opened;
  BigDecimal price;

  HistoryRow(long id) {
    this.id = id;
  }

  HistoryRow copy() {
    HistoryRow copy = new HistoryRow(id);
    copy.status = status;
    copy.payer = payer;
    copy.provider = provider;
    copy.rules = rules;
    copy.created = created;
    copy.opened = opened;
    copy.price = price;
    return copy;
  }

  boolean isOpen() {
    return HistoryEvent.isOpen(status);
  }

  /** What it counts under: dimension and key. */
  List<List<String>> keys() {
    List<List<String>> keys = new ArrayList<>();
    keys.add(List.of("all", ""));
    keys.add(List.of("payer", payer == null ? "" : payer));
    keys.add(List.of("provider", provider == null ? "" : provider));
    rules.forEach(rule -> keys.add(List.of("rule", rule)));
    return keys;
  }

  /** For how long it is there, as a baseline has it. */
  String days(Instant now) {
    if (created == null) {
      return null;
    }
    long seconds = now.getEpochSecond() - created.getEpochSecond();
    long day = 86_400;
    if (seconds < 7 * day) {
      return "0-6";
    }
    if (seconds < 30 * day) {
      return "7-29";
    }
    return seconds < 60 * day ? "30-59" : seconds < 90 * day ? "60-89" : "90+";
  }
}
