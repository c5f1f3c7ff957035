package care.conflict.acceptance.trends;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Eighteen months of a list's life, from a seed. Runs were in all of them; the history begins on
 * the tenth of the second, over rows that were there before. Two months have no run, in the second
 * of them people click; in another month runs change nothing.
 */
final class RandomHistory {
  static final int MONTHS = 18;
  static final int BEGINS = 1;
  static final int SILENT = 5;
  static final int CLICKS_ALONE = 9;
  static final int UNCHANGED = 12;
  static final List<String> RULES =
      List.of("SameSchTimeFlag", "SchTimeOverVisitTimeFlag", "DistanceFlag", "InServiceFlag");

  private static final List<String> CLOSING_STEPS =
      List.of(
          "task02_00_conflict_update/stale_cleanup",
          "task03_status_management/updateflag_orphan_cleanup",
          "task03_status_management/ismissed_cascade_cvm",
          "task03_status_management/cascade_resolve_cvm",
          "task03_status_management/deleted_visits_cvm",
          "task02_00_conflict_update/write");

  final YearMonth first;

  /** The rows as they were when the history began. */
  final Map<Long, HistoryRow> before = new TreeMap<>();

  final List<HistoryEvent> events = new ArrayList<>();
  final List<Instant> runs = new ArrayList<>();

  /** The rows as they are now. */
  final Map<Long, HistoryRow> rows = new TreeMap<>();

  private final Random random;
  private final Instant end;
  private Instant clock;
  private String run;

  RandomHistory(long seed, Instant end) {
    random = new Random(seed);
    this.end = end;
    first = YearMonth.from(end.atZone(ZoneOffset.UTC)).minusMonths(MONTHS - 1L);
    start();
    for (int month = 0; month < MONTHS; month++) {
      live(month);
    }
  }

  YearMonth month(int number) {
    return first.plusMonths(number);
  }

  private void start() {
    Instant begin = at(month(BEGINS).atDay(10), 2);
    for (int i = 0; i < 120; i++) {
      HistoryRow row = newRow();
      row.created =
          random.nextInt(12) == 0 ? null : begin.minusSeconds(random.nextInt(140 * 86_400));
      row.opened = row.created;
      row.status = one("U", "U", "N", "R", "D", "W", null);
      row.price = random.nextInt(3) == 0 ? null : price();
    }
    rows.forEach((id, row) -> before.put(id, row.copy()));
  }

  private void live(int number) {
    boolean counted = false;
    YearMonth month = month(number);
    for (LocalDate day = month.atDay(1);
        !day.isAfter(month.atEndOfMonth());
        day = day.plusDays(1)) {
      clock = at(day, 1).plusSeconds(random.nextInt(3600));
      if (clock.isAfter(end.minusSeconds(3 * 3600))) {
        return;
      }
      boolean has = number > BEGINS || (number == BEGINS && day.getDayOfMonth() >= 10);
      if (has && number != SILENT && number != UNCHANGED && random.nextInt(3) == 0) {
        click();
      }
      if (number != SILENT && number != CLICKS_ALONE && day.getDayOfMonth() % 2 == 0) {
        tick();
        runs.add(clock);
        run = "run-" + runs.size();
        if (has && number != UNCHANGED) {
          if (!counted) {
            baseline();
            counted = true;
          }
          work();
        }
      }
    }
  }

  /** What a run does, some of it to one row more than once. */
  private void work() {
    for (int i = random.nextInt(8); i > 0; i--) {
      HistoryRow row = newRow();
      row.created = tick();
      row.opened = row.created;
      add(row, "task02_00_conflict_update/write", "found", null, null, "{}");
    }
    for (int i = 0; i < 12; i++) {
      HistoryRow row = any();
      switch (random.nextInt(5)) {
        case 0 -> close(row);
        case 1 -> reopen(row);
        case 2 -> change(row);
        case 3 -> price(row);
        default -> ofAConflict();
      }
    }
  }

  private void close(HistoryRow row) {
    if (row.isOpen() || row.status.equals("W")) {
      String step = CLOSING_STEPS.get(random.nextInt(CLOSING_STEPS.size()));
      String status = step.contains("deleted") ? "D" : "R";
      String what =
          status.equals("D")
              ? "deleted"
              : step.contains("cleanup")
                  ? "resolved_stale"
                  : step.startsWith("task03") ? "status_step" : "changed";
      Map<String, String> changes = status(row.status, status);
      if (random.nextInt(6) == 0) {
        changes.putAll(moved(row));
      }
      turn(row, step, what, status, row.opened, changes);
    }
  }

  private void reopen(HistoryRow row) {
    if (!row.isOpen()) {
      Map<String, String> changes = status(row.status, "U");
      tick();
      turn(row, "task02_00_conflict_update/write", "reopened", "U", null, changes);
      row.opened = clock;
    }
  }

  private void change(HistoryRow row) {
    Map<String, String> changes = random.nextBoolean() ? moved(row) : Map.of();
    turn(row, "task02_00_conflict_update/write", "changed", row.status, null, changes);
  }

  private Map<String, String> moved(HistoryRow row) {
    Map<String, String> changes = new LinkedHashMap<>();
    if (random.nextBoolean()) {
      String payer = payer();
      if (!String.valueOf(payer).equals(String.valueOf(row.payer))) {
        changes.put("PayerID", pair(row.payer, payer));
      }
      row.payer = payer;
    } else {
      String rule = RULES.get(random.nextInt(RULES.size()));
      if (!row.rules.contains(rule)) {
        changes.put(rule, pair(random.nextBoolean() ? "N" : null, "Y"));
        TreeSet<String> more = new TreeSet<>(row.rules);
        more.add(rule);
        row.rules = List.copyOf(more);
      }
    }
    return changes;
  }

  private void price(HistoryRow row) {
    BigDecimal old = row.price;
    row.price = random.nextInt(5) == 0 ? null : price();
    tick();
    add(
        row,
        "task03_status_management/money",
        "priced",
        row.status,
        null,
        "{\"overlap_price\": [%s, %s]}".formatted(old, row.price));
  }

  /** No row of the list. */
  private void ofAConflict() {
    tick();
    events.add(
        new HistoryEvent(
            clock,
            number(),
            null,
            run,
            "task03_status_management/cascade_resolve_cf",
            "status_step",
            "U",
            "R",
            null,
            null,
            null,
            null,
            clock,
            json(status("U", "R"))));
  }

  private void click() {
    run = null;
    HistoryRow row = any();
    tick();
    String before = row.status;
    String status = row.isOpen() ? one("W", "I", "R") : "U";
    Instant since = "R".equals(status) ? row.opened : null;
    turn(row, null, "edited", status, since, status(before, status));
    if (!HistoryEvent.isOpen(before)) {
      row.opened = clock;
    }
  }

  private void turn(
      HistoryRow row,
      String step,
      String what,
      String status,
      Instant since,
      Map<String, String> changes) {
    tick();
    String before = row.status;
    row.status = status;
    add(row, step, what, before, since, json(changes));
  }

  private void add(
      HistoryRow row, String step, String what, String before, Instant since, String changes) {
    events.add(
        new HistoryEvent(
            clock,
            number(),
            row.id,
            run,
            step,
            what,
            before,
            row.status,
            row.payer,
            row.provider,
            row.rules,
            what.equals("priced") ? row.price : null,
            since,
            changes));
  }

  private void baseline() {
    tick();
    Map<List<String>, Object[]> groups = new LinkedHashMap<>();
    for (HistoryRow row : rows.values()) {
      String text =
          "\"status\": %s, \"payer_id\": %s, \"provider_id\": %s, \"rules\": [%s], \"age_days\": %s"
              .formatted(
                  quoted(row.status),
                  quoted(row.payer),
                  quoted(row.provider),
                  row.rules.stream().map(RandomHistory::quoted).collect(Collectors.joining(", ")),
                  List.of("R", "D").contains("" + row.status) ? null : quoted(row.days(clock)));
      Object[] sums =
          groups.computeIfAbsent(List.of(text), it -> new Object[] {0L, (BigDecimal) null});
      sums[0] = (long) sums[0] + 1;
      if (row.price != null) {
        sums[1] = sums[1] == null ? row.price : ((BigDecimal) sums[1]).add(row.price);
      }
    }
    String counts =
        groups.entrySet().stream()
            .map(
                it ->
                    "{%s, \"rows\": %s, \"amount\": %s}"
                        .formatted(it.getKey().get(0), it.getValue()[0], it.getValue()[1]))
            .collect(Collectors.joining(", "));
    events.add(
        new HistoryEvent(
            clock,
            number(),
            null,
            run,
            "task02_00_conflict_update/write",
            "baseline",
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            "{\"counts\": [" + counts + "]}"));
  }

  private HistoryRow newRow() {
    HistoryRow row = new HistoryRow(rows.size() + 1L);
    row.payer = payer();
    row.provider = "b0000000-0000-4000-8000-00000000000" + random.nextInt(4);
    row.rules = RULES.stream().filter(rule -> random.nextInt(3) == 0).sorted().toList();
    rows.put(row.id, row);
    return row;
  }

  private HistoryRow any() {
    return rows.get(1L + random.nextInt(rows.size()));
  }

  private String payer() {
    int number = random.nextInt(4);
    return number == 3 ? null : "a0000000-0000-4000-8000-00000000000" + number;
  }

  private BigDecimal price() {
    return BigDecimal.valueOf(random.nextInt(100_000), 2);
  }

  private long number() {
    return events.size() + 1L;
  }

  private Instant tick() {
    clock = clock.plusSeconds(1 + random.nextInt(200));
    return clock;
  }

  private static Instant at(LocalDate day, int hour) {
    return day.atTime(LocalTime.of(hour, 0)).toInstant(ZoneOffset.UTC);
  }

  private String one(String... of) {
    return of[random.nextInt(of.length)];
  }

  private static Map<String, String> status(String before, String after) {
    Map<String, String> changes = new LinkedHashMap<>();
    changes.put("StatusFlag", pair(before, after));
    return changes;
  }

  private static String pair(String before, String after) {
    return "[%s, %s]".formatted(quoted(before), quoted(after));
  }

  private static String quoted(String text) {
    return text == null ? "null" : '"' + text + '"';
  }

  private static String json(Map<String, String> changes) {
    return changes.entrySet().stream()
        .map(it -> quoted(it.getKey()) + ": " + it.getValue())
        .collect(Collectors.joining(", ", "{", "}"));
  }
}
