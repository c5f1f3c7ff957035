package care.conflict.acceptance.trends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import care.conflict.acceptance.proxies.Disturbance;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.stage.Json;
import care.conflict.acceptance.stage.Leaks;
import care.conflict.testing.Checkout;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The trends: as a replay of the history has them, and written only where they change. */
class TrendsIT {
  private static final List<String> COUNTS =
      List.of(
          "open_at_start",
          "open_days_0_6",
          "open_days_7_29",
          "open_days_30_59",
          "open_days_60_89",
          "open_days_90",
          "amount_at_start",
          "found",
          "reopened",
          "moved",
          "closed_stale",
          "closed_missed",
          "closed_cascade",
          "closed_deleted",
          "closed_person",
          "closed_other",
          "open_at_end",
          "amount_opened",
          "amount_closed");

  /** Where each row stands, and which transaction wrote it. */
  private static final String PICTURE =
      """
      SELECT md5(string_agg(t.month || t.dimension || t.key || '/' || t.xmin || '/' || t.ctid, ','
          ORDER BY t.month, t.dimension, t.key)) || (
        SELECT md5(string_agg(m.month || '/' || m.xmin || '/' || m.ctid, ',' ORDER BY m.month))
        FROM pipeline_trend_months m)
      FROM pipeline_trends t WHERE t.month <> '%s'""";

  private static final String DAYS =
      """
      SELECT count(*) || ' ' || md5(string_agg(d::text, ',' ORDER BY day, dimension, key))
      FROM pipeline_trend_days d""";

  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(Checkout.root().resolve("docs/trends.schema.json").toUri());

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void randomHistoriesAreCountedAsAReplayOfTheirEventsSays(long seed) throws SQLException {
    RandomHistory history = new RandomHistory(seed, Instant.now());
    Database database = with(history);
    report(database, NaiveTrends.of(history, history.events));
    compare(database, NaiveTrends.of(history, history.events));
    assertThat(months(database))
        .doesNotContain(
            "" + history.month(0),
            "" + history.month(RandomHistory.SILENT),
            "" + history.month(RandomHistory.CLICKS_ALONE))
        .contains(
            "" + history.month(RandomHistory.BEGINS), "" + history.month(RandomHistory.UNCHANGED));
    assertThat(
            database.ask(
                "SELECT found || ' ' || coalesce(open_at_start::text, '-') FROM pipeline_trends WHERE dimension = 'all' AND month = '%s-01'"
                    .formatted(history.month(RandomHistory.UNCHANGED))))
        .isEqualTo("0 -");
  }

  @Test
  void dayByDayTheyAreWhatTheyAreFromScratch() throws SQLException {
    RandomHistory history = new RandomHistory(10, Instant.now());
    List<HistoryEvent> all = history.events;
    int last = all.size() - 150;
    Database database = with(history, all.subList(0, last));
    report(database);
    HistoryEvent late = null;
    for (int end = last + 50; end <= all.size(); end += 50) {
      List<HistoryEvent> seen = new ArrayList<>(all.subList(0, end));
      List<HistoryEvent> more = new ArrayList<>(all.subList(last, end));
      if (late != null) {
        more.add(late);
      }
      late = end < all.size() ? late(seen) : null;
      more.remove(late);
      seen.remove(late);
      insert(database, more);
      report(database, NaiveTrends.of(history, seen));
      compare(database, NaiveTrends.of(history, seen));
      last = end;
    }
    String days = database.ask(DAYS);
    database.execute("DELETE FROM pipeline_trends; DELETE FROM pipeline_trend_months");
    noteUnchanged(database, history);
    report(database, NaiveTrends.of(history, all));
    compare(database, NaiveTrends.of(history, all));
    assertThat(database.ask(DAYS)).isEqualTo(days);
  }

  /**
   * Of a transaction that ends after a later one, so that the next run sees it: the last but one.
   */
  private static HistoryEvent late(List<HistoryEvent> events) {
    HistoryEvent lastButOne = events.get(events.size() - 2);
    HistoryEvent last = events.get(events.size() - 1);
    boolean canBeLate =
        lastButOne.row() != null
            && !lastButOne.row().equals(last.row())
            && lastButOne.at().plus(Duration.ofDays(1)).isAfter(last.at());
    return canBeLate ? lastButOne : null;
  }

  @Test
  void ofTheMonthUnderWayOnlyTheLastDaysAreReadAgain() throws SQLException {
    RandomHistory history = new RandomHistory(11, Instant.now());
    Database database = with(history);
    report(database);
    boolean hasEarlier =
        database
            .ask(
                """
                SELECT coalesce((SELECT min(day) FROM pipeline_trend_days WHERE dimension = 'all')
                    < (SELECT CAST(happened_at AT TIME ZONE 'UTC' AS date) - 1 FROM pipeline_history
                       ORDER BY event_id DESC LIMIT 1), FALSE)""")
            .equals("t");
    database.execute(
        """
        UPDATE pipeline_trend_days SET reopened = reopened + 1000
        WHERE dimension = 'all' AND day = (SELECT min(day) FROM pipeline_trend_days WHERE dimension = 'all')""");
    report(database);
    assertThat(
            database.ask(
                "SELECT max(reopened) > 1000 FROM pipeline_trends WHERE dimension = 'all'"))
        .isEqualTo(hasEarlier ? "t" : "f");
  }

  @Test
  void aRunThatChangesNothingWritesNothingAndReadsNoMonthThatIsOver() throws SQLException {
    RandomHistory history = new RandomHistory(5, Instant.now());
    // What a person decides does not say since when the row was open: that is looked up by row.
    history.events.removeIf(
        it ->
            List.of("W", "I").contains("" + it.after())
                && YearMonth.from(it.at().atZone(ZoneOffset.UTC)).equals(history.month(17)));
    Database database = with(history);
    report(database);
    String before = database.ask(PICTURE.formatted("1970-01-01"));
    database.execute("SELECT pg_stat_reset()");
    JsonNode again = report(database);
    assertThat(database.ask(PICTURE.formatted("1970-01-01"))).isEqualTo(before).isNotNull();
    assertThat(again.at("/counts/trends_noted").asLong()).isZero();
    assertThat(again.at("/counts/trends_forgotten").asLong()).isZero();
    assertThat(readOfMonthsThatAreOver(database)).isEqualTo("0 0");
  }

  /** Tables that were read as a whole; months of which more was read than their newest events. */
  private static String readOfMonthsThatAreOver(Database database) {
    database.writes(); // waits until nobody is there whose reads are not counted
    YearMonth settled = YearMonth.now(ZoneOffset.UTC).minusMonths(1);
    return database.ask(
        """
        SELECT sum(seq_scan) || ' ' || count(*) FILTER (WHERE idx_tup_fetch > 4)
        FROM pg_stat_user_tables
        WHERE relname ~ '^pipeline_history_[0-9]' AND relname < 'pipeline_history_%s'"""
            .formatted(settled.toString().replace('-', '_')));
  }

  @Test
  void laterEventsOfAMonthAreCountedAndNoOtherMonthIsWritten() throws SQLException {
    RandomHistory history = new RandomHistory(6, Instant.now());
    Database database = with(history);
    report(database);
    YearMonth late = history.month(13);
    String others =
        PICTURE.replace(
            "FROM pipeline_trend_months m)", "FROM pipeline_trend_months m WHERE m.month <> '%s')");
    String before = database.ask(others.formatted(late.atDay(1), late.atDay(1)));

    List<HistoryEvent> events = new ArrayList<>(history.events);
    long number = 1_000_000;
    for (HistoryEvent event : history.events) {
      if (event.what().equals("found")
          && YearMonth.from(event.at().atZone(ZoneOffset.UTC)).equals(late)) {
        HistoryEvent once =
            new HistoryEvent(
                event.at().plusSeconds(1),
                ++number,
                number,
                event.run(),
                event.step(),
                "found",
                null,
                "U",
                event.payer(),
                event.provider(),
                event.rules(),
                null,
                null,
                "{}");
        events.add(once);
        insert(database, List.of(once));
      }
    }
    assertThat(events).hasSizeGreaterThan(history.events.size());
    report(database);
    assertThat(database.ask(others.formatted(late.atDay(1), late.atDay(1))))
        .isEqualTo(before)
        .isNotNull();
    Map<YearMonth, Map<List<String>, NaiveTrends.Sums>> naive = NaiveTrends.of(history, events);
    // They are found after the month's end, so that later months begin without them, as their
    // baselines say.
    naive.keySet().removeIf(month -> month.isAfter(late));
    Map<List<String>, NaiveTrends.Sums> told = NaiveTrends.of(history, history.events).get(late);
    naive
        .get(late)
        .forEach(
            (key, sums) ->
                sums.counts.put(
                    "open_at_end",
                    told.containsKey(key)
                        ? told.get(key).counts.getOrDefault("open_at_end", BigDecimal.ZERO)
                        : BigDecimal.ZERO));
    compare(database, naive, late);
  }

  @Test
  void monthsWhoseEventsAreDroppedKeepTheirTrends() throws SQLException {
    RandomHistory history = new RandomHistory(7, Instant.now());
    Database database = with(history);
    report(database);
    String before = database.ask(PICTURE.formatted(history.month(17).atDay(1)));
    for (int month = 0; month < 15; month++) {
      String partition = partition(history.month(month));
      database.execute("ALTER TABLE pipeline_history DETACH PARTITION " + partition);
      database.execute("DROP TABLE " + partition);
    }
    report(database);
    assertThat(database.ask(PICTURE.formatted(history.month(17).atDay(1))))
        .isEqualTo(before)
        .isNotNull();
    HistoryEvent straggler =
        history.events.stream().filter(it -> it.what().equals("found")).findFirst().orElseThrow();
    insert(
        database,
        List.of(
            new HistoryEvent(
                straggler.at(),
                1_000_000,
                1L,
                null,
                null,
                "edited",
                "U",
                "W",
                null,
                null,
                List.of(),
                null,
                null,
                "{}")));
    report(database);
    assertThat(database.ask(PICTURE.formatted(history.month(17).atDay(1)))).isEqualTo(before);
  }

  @Test
  void killedBeforeTheyAreNotedTheyAreCountedWholeTheNextTime() throws SQLException {
    RandomHistory history = new RandomHistory(8, Instant.now());
    Database database = with(history);
    Disturbance.before(
            Disturbance.Kind.KILLED,
            sql -> sql.contains("INSERT INTO conflict_dev.pipeline_trend_months"),
            1)
        .befalls(postflight(database), database);
    assertThat(database.ask("SELECT count(*) FROM pipeline_trends")).isEqualTo("0");
    report(database, NaiveTrends.of(history, history.events));
    compare(database, NaiveTrends.of(history, history.events));
  }

  @ParameterizedTest
  @ValueSource(strings = {"task99_postflight", "summarize_task02_chunks"})
  void theyStandInTheReportOfEachFormAndInAFileOfTheRun(String task)
      throws IOException, SQLException {
    RandomHistory history = new RandomHistory(9, Instant.now());
    Database database = with(history);
    succeeded(command(task, database));
    JsonNode told = Json.read(Files.readString(folder.resolve("trends.json")));
    assertThat(SCHEMA.validate(told)).isEmpty();
    assertThat(told.get("months")).hasSize(RandomHistory.MONTHS);
    assertThat(told.at("/months/%d/ran".formatted(RandomHistory.SILENT)).asBoolean()).isFalse();
    JsonNode last = told.at("/months/16");
    assertThat(last.get("found").asText())
        .isEqualTo(
            database.ask(
                "SELECT found FROM pipeline_trends WHERE dimension = 'all' AND month = '%s-01'"
                    .formatted(history.month(16))));
    assertThat(told.get("by_rule")).hasSize(RandomHistory.RULES.size());
    assertThat(told.get("by_payer")).hasSize(4);
    assertThat(Files.readString(folder.resolve("report.html")))
        .contains(
            "id=\"trends\"",
            "viewBox=\"0 0 340 200\"",
            history.month(RandomHistory.SILENT) + ": no run.");
    assertThat(Files.readString(folder.resolve("report.txt")))
        .contains("Trends", history.month(RandomHistory.SILENT) + "  no run");
  }

  @Test
  void aMonthWhoseRunsKeptNoHistoryIsAGap() throws IOException, SQLException {
    RandomHistory history = new RandomHistory(13, Instant.now());
    Database database = with(history);
    database.execute("DELETE FROM pipeline_trend_months"); // enable_history was off all the month
    report(database);
    assertThat(months(database))
        .contains("" + history.month(RandomHistory.UNCHANGED - 1))
        .doesNotContain("" + history.month(RandomHistory.UNCHANGED));
    JsonNode told = Json.read(Files.readString(folder.resolve("trends.json")));
    assertThat(SCHEMA.validate(told)).isEmpty();
    assertThat(told.at("/months/%d/ran".formatted(RandomHistory.UNCHANGED)).asBoolean()).isFalse();
  }

  @Test
  void whereMoreIsClosedThanWasOpenItIsNotKnownWhatIsOpen() throws IOException, SQLException {
    RandomHistory history = new RandomHistory(12, Instant.now());
    Database database = with(history);
    report(database);
    database.execute(
        """
        INSERT INTO pipeline_history (happened_at, event_id, map_row_id, conflict_id, who, what, status_before, status_after,
            payer_id, rules, opened_at, changes)
        SELECT now(), 2000000 + g, 2000000 + g, 1, 'web', 'edited', 'U', 'W', '00000000-0000-0000-0000-000000000001', '{}', now(),
            '{"StatusFlag": ["U", "W"]}'
        FROM generate_series(1, 5000) g;
        INSERT INTO pipeline_runs (run_id, run_now, noted_at) VALUES ('now', now(), now())""");
    report(database);
    assertThat(
            database.ask(
                """
                SELECT string_agg(CAST(closed_person >= 5000 AS text) || ' ' || coalesce(open_at_end::text, '-'), ',') FROM pipeline_trends
                WHERE month = date_trunc('month', now(), 'UTC') AT TIME ZONE 'UTC'
                    AND (dimension = 'all' OR key = '00000000-0000-0000-0000-000000000001')"""))
        .isEqualTo("true 0,true -");
    assertThat(database.ask("SELECT min(open_at_end) >= 0 FROM pipeline_trends")).isEqualTo("t");
    JsonNode told = Json.read(Files.readString(folder.resolve("trends.json")));
    assertThat(SCHEMA.validate(told)).isEmpty();
    assertThat(told.at("/months/17/open_at_end").asLong()).isZero(); // as the list has it
  }

  @Test
  void whatTheHistoryWasNotToldOfIsNotToldAsOpen() throws IOException {
    Database database = loaded(Database.create());
    database.execute(
        """
        INSERT INTO conflictvisitmaps ("ID", "VisitID", "StatusFlag", "PayerID") OVERRIDING SYSTEM VALUE
        SELECT g, gen_random_uuid(), 'U', CAST('00000000-0000-0000-0000-000000000001' AS uuid) FROM generate_series(1, 10) g;
        INSERT INTO pipeline_history (happened_at, run_id, who, what, changes)
        VALUES (date_trunc('month', now(), 'UTC'), 'run', 'pipeline', 'baseline', '{"counts": [{"status": "U", "rows": 10,
            "payer_id": "00000000-0000-0000-0000-000000000001", "rules": [], "age_days": "0-6"}]}'),
            (date_trunc('month', date_trunc('month', now(), 'UTC') - interval '1 day', 'UTC'), 'run', 'pipeline', 'baseline',
            '{"counts": [{"status": "U", "rows": 3, "payer_id": "00000000-0000-0000-0000-000000000002", "rules": [], "age_days": "0-6"}]}');
        UPDATE conflictvisitmaps SET "StatusFlag" = 'W' WHERE "ID" <= 4""");
    report(database);
    JsonNode told = Json.read(Files.readString(folder.resolve("trends.json")));
    assertThat(SCHEMA.validate(told)).isEmpty();
    assertThat(told.get("clicks_noted").asBoolean()).isFalse();
    assertThat(told.at("/months/17/open_at_start").asLong()).isEqualTo(10);
    assertThat(told.at("/months/17/open_at_end").asLong()).isEqualTo(6);
    assertThat(told.at("/by_payer/0/months/17").has("open_at_end")).isFalse();
    assertThat(told.at("/by_payer/1/months/16/open_at_start").asLong()).isEqualTo(3);
    assertThat(told.at("/by_payer/1/months/17/open_at_start").asLong()).isZero();
    for (String unknown :
        List.of("open_at_end", "amount_at_start", "amount_opened", "amount_closed")) {
      assertThat(told.at("/by_payer/1/months/17").has(unknown)).as(unknown).isFalse();
    }
    assertThat(told.at("/months/17").has("amount_opened")).isFalse(); // money was never counted
    assertThat(Files.readString(folder.resolve("report.txt")))
        .contains("migrate --with-history", "whose rows are open now is not known");
  }

  @Test
  void aMonthThatIsOverEndsWithWhatTheNextBeginsWith() {
    Database database = loaded(Database.create());
    database.execute(
        """
        INSERT INTO pipeline_history (happened_at, run_id, who, what, changes)
        SELECT (date_trunc('month', now() AT TIME ZONE 'UTC') - make_interval(months => m)) AT TIME ZONE 'UTC', 'run', 'pipeline', 'baseline',
            jsonb_build_object('counts', jsonb_build_array(jsonb_build_object('status', 'U', 'rows', 10 - m, 'rules', '[]'::jsonb)))
        FROM generate_series(0, 2) m""");
    report(database);
    assertThat(
            database.ask(
                """
                SELECT string_agg(open_at_start || ' ' || open_at_end, ',' ORDER BY month) FROM pipeline_trends
                WHERE dimension = 'all'"""))
        .isEqualTo("8 9,9 10,10 0");
  }

  @Test
  void withoutAHistoryTheReportHasNone() throws IOException {
    Database database = loaded(Database.create());
    assertThat(report(database).get("warnings").toString()).doesNotContain("trends");
    assertThat(Files.readString(folder.resolve("report.html"))).doesNotContain("id=\"trends\"");
    assertThat(folder.resolve("trends.json")).doesNotExist();
    database.execute("DROP TABLE pipeline_history");
    assertThat(report(database).get("warnings").toString()).doesNotContain("trends");
  }

  private static void compare(
      Database database, Map<YearMonth, Map<List<String>, NaiveTrends.Sums>> naive)
      throws SQLException {
    compare(database, naive, null);
  }

  /** Of the months up to one, where one is named. */
  private static void compare(
      Database database, Map<YearMonth, Map<List<String>, NaiveTrends.Sums>> naive, YearMonth until)
      throws SQLException {
    Map<String, String> expected = new TreeMap<>();
    Map<String, Double[]> days = new HashMap<>();
    naive.forEach(
        (month, keys) ->
            keys.forEach(
                (key, sums) -> {
                  String name = month + " " + key;
                  expected.put(name, counts(sums.counts));
                  days.put(name, new Double[] {sums.days(0.5), sums.days(0.9)});
                }));
    expected.entrySet().removeIf(it -> it.getValue().isEmpty() && !it.getKey().contains("[all, ]"));
    Map<String, String> found = new TreeMap<>();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM pipeline_trends")) {
      while (rows.next()) {
        YearMonth month = YearMonth.from(rows.getObject("month", LocalDate.class));
        if (until != null && month.isAfter(until)) {
          continue;
        }
        String name = month + " " + List.of(rows.getString("dimension"), rows.getString("key"));
        Map<String, BigDecimal> counts = new TreeMap<>();
        for (String count : COUNTS) {
          counts.put(count, rows.getBigDecimal(count));
        }
        found.put(name, counts(counts));
        Double[] expectedDays = days.getOrDefault(name, new Double[2]);
        same(name, rows.getBigDecimal("days_median"), expectedDays[0]);
        same(name, rows.getBigDecimal("days_p90"), expectedDays[1]);
      }
    }
    found.entrySet().removeIf(it -> it.getValue().isEmpty() && !it.getKey().contains("[all, ]"));
    assertThat(found).isEqualTo(expected).hasSizeGreaterThan(100);
  }

  private static void same(String name, BigDecimal found, Double expected) {
    if (found == null || expected == null) {
      assertThat((Object) found).as(name).isEqualTo(expected);
    } else {
      assertThat(found.doubleValue()).as(name).isCloseTo(expected, within(0.0501));
    }
  }

  /** Those that are not 0, in their order. */
  private static String counts(Map<String, BigDecimal> counts) {
    StringBuilder text = new StringBuilder();
    for (String name : COUNTS) {
      BigDecimal count = counts.get(name);
      if (count != null && count.signum() != 0) {
        text.append(name)
            .append('=')
            .append(count.stripTrailingZeros().toPlainString())
            .append(' ');
      }
    }
    return text.toString();
  }

  private static List<String> months(Database database) {
    return List.of(
        database
            .ask("SELECT string_agg(DISTINCT to_char(month, 'YYYY-MM'), ' ') FROM pipeline_trends")
            .split(" ", -1));
  }

  private Command postflight(Database database) {
    return command("task99_postflight", database);
  }

  private Command command(String task, Database database) {
    return new Command(task, folder).env(database.environment()).with("--run-id=trends");
  }

  /** Over a list in which so much is open as the history says. */
  private JsonNode report(
      Database database, Map<YearMonth, Map<List<String>, NaiveTrends.Sums>> naive) {
    Map<List<String>, NaiveTrends.Sums> now =
        naive.getOrDefault(YearMonth.now(ZoneOffset.UTC), Map.of());
    long open =
        now.containsKey(List.of("all", ""))
            ? now.get(List.of("all", ""))
                .counts
                .getOrDefault("open_at_end", BigDecimal.ZERO)
                .longValueExact()
            : 0;
    database.execute(
        """
        DELETE FROM conflictvisitmaps;
        INSERT INTO conflictvisitmaps ("ID", "VisitID", "StatusFlag") OVERRIDING SYSTEM VALUE
        SELECT g, gen_random_uuid(), 'U' FROM generate_series(1, %d) g"""
            .formatted(open));
    return report(database);
  }

  private JsonNode report(Database database) {
    return succeeded(postflight(database));
  }

  private static JsonNode succeeded(Command command) {
    Command.Finished finished = command.run();
    Leaks.check(finished);
    assertThat(finished.exitCode()).as(finished.everything()).isZero();
    return Json.read(finished.result());
  }

  private static Database loaded(Database database) {
    database.execute("INSERT INTO settings (\"ID\", \"InProgressFlag\") VALUES (1, 0)");
    return database;
  }

  private static String partition(YearMonth month) {
    return "pipeline_history_" + month.toString().replace('-', '_');
  }

  /** A database with that history, as of now. */
  private static Database with(RandomHistory history) throws SQLException {
    return with(history, history.events);
  }

  private static Database with(RandomHistory history, List<HistoryEvent> events)
      throws SQLException {
    Database database = loaded(Database.create());
    for (int number = 0; number < RandomHistory.MONTHS - 1; number++) {
      YearMonth month = history.month(number);
      database.execute(
          "CREATE TABLE %s PARTITION OF pipeline_history FOR VALUES FROM ('%s 00:00+00') TO ('%s 00:00+00')"
              .formatted(partition(month), month.atDay(1), month.plusMonths(1).atDay(1)));
    }
    insert(database, events);
    try (Connection connection = database.connect();
        PreparedStatement runs =
            connection.prepareStatement(
                "INSERT INTO pipeline_runs (run_id, run_now, noted_at) VALUES (?, ?, ?)");
        PreparedStatement money =
            connection.prepareStatement(
                """
                INSERT INTO pipeline_money (map_row_id, conflict_id, group_id, payer_id, standing, rules, cost_type,
                  visit_type, conflict_type, full_minutes, overlap_minutes, shift_price, overlap_price, final_price,
                  first_of_visit, rate_known, union_minutes, standing_minutes, group_minutes)
                VALUES (?, 1, 1, gen_random_uuid(), 'other', '{}', '', '', '', 0, 0, 0, ?, 0, true, true, 0, 0, 0)""")) {
      for (int i = 0; i < history.runs.size(); i++) {
        runs.setString(1, "run-" + (i + 1));
        runs.setObject(2, history.runs.get(i).atOffset(ZoneOffset.UTC));
        runs.setObject(3, history.runs.get(i).atOffset(ZoneOffset.UTC));
        runs.addBatch();
      }
      runs.executeBatch();
      for (HistoryRow row : history.rows.values()) {
        if (row.price != null) {
          money.setLong(1, row.id);
          money.setBigDecimal(2, row.price);
          money.addBatch();
        }
      }
      money.executeBatch();
    }
    noteUnchanged(database, history);
    return database;
  }

  /** As a run of that month did, which kept the history and had nothing to write. */
  private static void noteUnchanged(Database database, RandomHistory history) {
    database.execute(
        "INSERT INTO pipeline_trend_months (month, ran, settled) VALUES ('%s', TRUE, FALSE)"
            .formatted(history.month(RandomHistory.UNCHANGED).atDay(1)));
  }

  private static void insert(Database database, List<HistoryEvent> events) throws SQLException {
    try (Connection connection = database.connect();
        PreparedStatement insert =
            connection.prepareStatement(
                """
                INSERT INTO pipeline_history (happened_at, event_id, map_row_id, conflict_id, run_id, step, who, what,
                  status_before, status_after, payer_id, provider_id, rules, amount, opened_at, changes)
                VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, CAST(? AS uuid), CAST(? AS uuid), ?, ?, ?, CAST(? AS jsonb))""")) {
      for (HistoryEvent event : events) {
        insert.setObject(1, event.at().atOffset(ZoneOffset.UTC));
        insert.setLong(2, event.id());
        insert.setObject(3, event.row(), Types.BIGINT);
        insert.setString(4, event.run());
        insert.setString(5, event.step());
        insert.setString(6, event.run() == null ? "web" : "pipeline");
        insert.setString(7, event.what());
        insert.setString(8, event.before());
        insert.setString(9, event.after());
        insert.setString(10, event.payer());
        insert.setString(11, event.provider());
        insert.setArray(
            12,
            event.rules() == null
                ? null
                : connection.createArrayOf("text", event.rules().toArray()));
        insert.setBigDecimal(13, event.amount());
        OffsetDateTime opened =
            event.openedAt() == null ? null : event.openedAt().atOffset(ZoneOffset.UTC);
        insert.setObject(14, opened, Types.TIMESTAMP_WITH_TIMEZONE);
        insert.setString(15, event.changes());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }
}
