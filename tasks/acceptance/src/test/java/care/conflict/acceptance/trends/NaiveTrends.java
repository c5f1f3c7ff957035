package care.conflict.acceptance.trends;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The trends by a replay of one event after the other, over the rows that were there before. */
final class NaiveTrends {
  /** What is counted of a month under one key. */
  static final class Sums {
    final Map<String, BigDecimal> counts = new TreeMap<>();
    final List<Double> days = new ArrayList<>();

    private void add(String name, BigDecimal more) {
      counts.merge(name, more, BigDecimal::add);
    }

    private void add(String name, long more) {
      add(name, BigDecimal.valueOf(more));
    }

    /** The value under which a share of the days lies, between two of them in proportion. */
    Double days(double share) {
      if (days.isEmpty()) {
        return null;
      }
      List<Double> sorted = days.stream().sorted().toList();
      double place = share * (sorted.size() - 1);
      int below = (int) Math.floor(place);
      int above = (int) Math.ceil(place);
      return sorted.get(below) + (place - below) * (sorted.get(above) - sorted.get(below));
    }
  }

  private record Turn(LocalDate day, HistoryRow row, boolean opens) {}

  private record RowOfDay(LocalDate day, long row) {}

  private final Map<Long, HistoryRow> rows = new HashMap<>();
  private final Map<Long, Instant> openedBy = new HashMap<>();
  private final Map<Long, BigDecimal> money;
  private final Map<YearMonth, Map<List<String>, Sums>> months = new TreeMap<>();

  private NaiveTrends(RandomHistory history) {
    history.before.forEach((id, row) -> rows.put(id, row.copy()));
    money = new HashMap<>();
    history.rows.forEach((id, row) -> money.put(id, row.price));
  }

  /** By month, then by dimension and key; months without any run are not there. */
  static Map<YearMonth, Map<List<String>, Sums>> of(
      RandomHistory history, List<HistoryEvent> events) {
    NaiveTrends trends = new NaiveTrends(history);
    Map<YearMonth, List<HistoryEvent>> byMonth = new TreeMap<>();
    events.stream()
        .sorted(Comparator.comparing(HistoryEvent::at).thenComparing(HistoryEvent::id))
        .forEach(it -> byMonth.computeIfAbsent(month(it.at()), m -> new ArrayList<>()).add(it));
    YearMonth first = byMonth.keySet().iterator().next();
    for (Instant run : history.runs) {
      if (!month(run).isBefore(first)) {
        trends.sums(month(run), List.of("all", ""));
      }
    }
    byMonth.forEach(trends::replay);
    List.copyOf(trends.months.keySet()).forEach(trends::goOn);
    byMonth.forEach(
        (month, ofMonth) -> {
          if (ofMonth.stream().allMatch(it -> it.run() == null)) {
            trends.months.remove(month);
          }
        });
    return trends.months;
  }

  /** A month ends with what the next one begins with, where that is counted. */
  private void goOn(YearMonth month) {
    Map<List<String>, Sums> next = months.getOrDefault(month.plusMonths(1), Map.of());
    if (next.values().stream().anyMatch(it -> it.counts.containsKey("open_at_start"))) {
      sums(month, List.of("all", ""));
      next.keySet().forEach(key -> sums(month, key));
      months
          .get(month)
          .forEach(
              (key, sums) ->
                  sums.counts.put(
                      "open_at_end",
                      next.containsKey(key)
                          ? next.get(key).counts.getOrDefault("open_at_start", BigDecimal.ZERO)
                          : BigDecimal.ZERO));
    }
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }

  private static YearMonth month(Instant at) {
    return YearMonth.from(at.atZone(ZoneOffset.UTC));
  }

  private Sums sums(YearMonth month, List<String> key) {
    return months
        .computeIfAbsent(month, it -> new HashMap<>())
        .computeIfAbsent(key, it -> new Sums());
  }

  private void replay(YearMonth month, List<HistoryEvent> events) {
    List<Turn> turns = new ArrayList<>();
    Map<RowOfDay, BigDecimal> prices = new HashMap<>();
    boolean counted = false;
    for (HistoryEvent event : events) {
      if (event.what().equals("baseline")) {
        counted = true;
        count(month, event.at());
      } else if (event.row() != null) {
        replay(month, event, turns);
        if (event.what().equals("priced")) {
          HistoryRow row = rows.get(event.row());
          prices.put(
              new RowOfDay(day(event.at()), row.id),
              event.amount() == null ? row.price : event.amount());
          row.price = event.amount();
        }
      }
    }
    for (Turn turn : turns) {
      BigDecimal price = prices.get(new RowOfDay(turn.day, turn.row.id));
      if (price == null) {
        price = money.get(turn.row.id);
      }
      if (price != null) {
        for (List<String> key : turn.row.keys()) {
          sums(month, key).add(turn.opens ? "amount_opened" : "amount_closed", price);
        }
      }
    }
    if (counted) {
      for (HistoryRow row : rows.values()) {
        if (row.isOpen()) {
          row.keys().forEach(key -> sums(month, key).add("open_at_end", 1));
        }
      }
    }
  }

  private void count(YearMonth month, Instant now) {
    for (HistoryRow row : rows.values()) {
      if (row.isOpen()) {
        for (List<String> key : row.keys()) {
          Sums sums = sums(month, key);
          sums.add("open_at_start", 1);
          if (row.created != null) {
            sums.add("open_days_" + row.days(now).replace('-', '_').replace("+", ""), 1);
          }
          sums.add("amount_at_start", row.price == null ? BigDecimal.ZERO : row.price);
        }
      }
    }
  }

  private void replay(YearMonth month, HistoryEvent event, List<Turn> turns) {
    HistoryRow row = rows.computeIfAbsent(event.row(), HistoryRow::new);
    List<List<String>> keys = row.keys();
    row.payer = event.payer();
    row.provider = event.provider();
    row.rules = event.rules();
    row.status = event.after();
    if (event.what().equals("found")) {
      row.created = event.at();
    }
    if (event.openBefore()) {
      keys.stream()
          .filter(key -> !row.keys().contains(key))
          .forEach(key -> sums(month, key).add("moved", -1));
      row.keys().stream()
          .filter(key -> !keys.contains(key))
          .forEach(key -> sums(month, key).add("moved", 1));
    }
    if (event.openBefore() == event.openAfter()) {
      return;
    }
    turns.add(new Turn(day(event.at()), row.copy(), event.openAfter()));
    Instant since = since(event);
    for (List<String> key : row.keys()) {
      Sums sums = sums(month, key);
      sums.add(cause(event), 1);
      if (event.openBefore() && since != null) {
        sums.days.add((event.at().toEpochMilli() - since.toEpochMilli()) / 86_400_000.0);
      }
    }
    if (event.openAfter()) {
      openedBy.put(row.id, event.at());
    }
  }

  /** As the event says; else the last opening. */
  private Instant since(HistoryEvent event) {
    return event.openedAt() == null ? openedBy.get(event.row()) : event.openedAt();
  }

  private static String cause(HistoryEvent event) {
    if (event.openAfter()) {
      return event.what().equals("found") ? "found" : "reopened";
    }
    if (event.what().equals("edited")) {
      return "closed_person";
    }
    String step = event.step().substring(event.step().indexOf('/') + 1);
    return switch (step) {
      case "stale_cleanup", "updateflag_orphan_cleanup" -> "closed_stale";
      case "ismissed_cascade_cvm" -> "closed_missed";
      case "cascade_resolve_cvm" -> "closed_cascade";
      case "deleted_visits_cvm" -> "closed_deleted";
      default -> "closed_other";
    };
  }
}
