package care.conflict.acceptance.status;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.data.Rows;
import care.conflict.acceptance.data.World;
import care.conflict.acceptance.proxies.Disturbance;
import care.conflict.acceptance.scenes.Scene;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.stage.Json;
import care.conflict.acceptance.stage.Leaks;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The money at stake: as the payers' common view has it, and each minute once. */
class MoneyIT {

  private static final String TASK = "task03_status_management";
  private static final LocalDateTime NOW = LocalDateTime.parse("2026-03-14T05:30:15");
  private static final LocalDateTime DAY = LocalDateTime.parse("2026-03-10T00:00");
  private static final int GROUPS = 10_000;
  private static final String ACTIVE = "a1000000-0000-4000-8000-000000000001";
  private static final String ANOTHER = "a1000000-0000-4000-8000-000000000002";
  private static final String INACTIVE = "a1000000-0000-4000-8000-000000000003";
  private static final String DEMO = "a1000000-0000-4000-8000-000000000004";
  private static final String UNKNOWN = "a1000000-0000-4000-8000-000000000005";
  private static final String PICTURE =
      "SELECT md5(string_agg(map_row_id || '/' || xmin || '/' || ctid, ',' ORDER BY map_row_id)) FROM pipeline_money";
  private static final String CONTENTS =
      "SELECT md5(string_agg(m::text, ',' ORDER BY map_row_id)) FROM pipeline_money m";

  /** Rows that are clicked, moved, cut, told of, gone, and new. */
  private static final String DAY_OF_CHANGES =
      """
      UPDATE conflictvisitmaps SET "StatusFlag" = (ARRAY['U', 'R', 'D', 'W'])[1 + %1$d %% 4] WHERE "ID" IN (
        SELECT "ID" FROM conflictvisitmaps ORDER BY md5("ID" || 'click %1$d') LIMIT 20);
      UPDATE conflictvisitmaps SET "GroupID" = "GroupID" + 1 WHERE "ID" IN (
        SELECT "ID" FROM conflictvisitmaps ORDER BY md5("ID" || 'group %1$d') LIMIT 10);
      UPDATE conflictvisitmaps SET "GroupID" = NULL WHERE "ID" IN (
        SELECT "ID" FROM conflictvisitmaps ORDER BY md5("ID" || 'no group %1$d') LIMIT 3);
      UPDATE conflictvisitmaps SET "CONFLICTID" = "CONFLICTID" + 1 WHERE "ID" IN (
        SELECT "ID" FROM conflictvisitmaps ORDER BY md5("ID" || 'conflict %1$d') LIMIT 5);
      UPDATE conflictvisitmaps SET "ShVTENTime" = "ShVTENTime" - interval '45 minutes', "BilledRateMinute" = 2 WHERE "ID" IN (
        SELECT "ID" FROM conflictvisitmaps ORDER BY md5("ID" || 'cut %1$d') LIMIT 10);
      UPDATE conflictvisitmaps SET "PayerID" = NULLIF("PayerID", (SELECT min("PayerID"::text)::uuid FROM conflictvisitmaps))
        WHERE "ID" IN (SELECT "ID" FROM conflictvisitmaps ORDER BY md5("ID" || 'payer %1$d') LIMIT 10);
      UPDATE conflictvisitmaps SET "BILLABLEMINUTESOVERLAP" = CASE WHEN "BILLABLEMINUTESOVERLAP" IS NULL THEN 17 END WHERE "ID" IN (
        SELECT "ID" FROM conflictvisitmaps ORDER BY md5("ID" || 'told %1$d') LIMIT 6);
      UPDATE conflictvisitmaps SET "ConAppVisitID" = "AppVisitID" WHERE "ID" IN (
        SELECT "ID" FROM conflictvisitmaps ORDER BY md5("ID" || 'twice %1$d') LIMIT 6);
      DELETE FROM conflictvisitmaps WHERE "ID" IN (
        SELECT "ID" FROM conflictvisitmaps ORDER BY md5("ID" || 'gone %1$d') LIMIT 8);
      DELETE FROM conflicts WHERE "CONFLICTID" IN (
        SELECT "CONFLICTID" FROM conflicts ORDER BY md5("CONFLICTID" || 'gone %1$d') LIMIT 3);
      INSERT INTO conflicts ("CONFLICTID") SELECT DISTINCT "CONFLICTID" FROM conflictvisitmaps m
        WHERE NOT EXISTS (SELECT 1 FROM conflicts f WHERE f."CONFLICTID" = m."CONFLICTID") AND m."CONFLICTID" %% 7 = %1$d %% 7""";

  private static Scene scene;

  @TempDir private Path folder;

  @BeforeAll
  static void makeTheWarehouse() {
    World warehouse = World.empty(NOW);
    warehouse
        .warehouseRows("DIMPAYER")
        .addAll(
            List.of(
                payer(ACTIVE, "true", "false"),
                payer(ANOTHER, "true", "false"),
                payer(INACTIVE, "false", "false"),
                payer(DEMO, "true", "true"),
                payer(UNKNOWN, "true", null)));
    scene = Scene.of(warehouse);
  }

  @AfterAll
  static void endTheWarehouse() {
    scene.close();
  }

  @Test
  void threeVisitsThatOverlapInTurnCountTheirMinutesOnce() {
    World world = World.empty(NOW);
    for (int visit = 1; visit <= 3; visit++) {
      world.storeRows("conflicts").add(Rows.row("CONFLICTID", "" + visit, "StatusFlag", "U"));
      for (int other = 1; other <= 3; other++) {
        if (visit != other) {
          Map<String, String> row = pair(world, 1, visit, other);
          put(row, "SchStartTime", "SchEndTime", hour(8 + visit), hour(11 + visit));
          put(row, "ConSchStartTime", "ConSchEndTime", hour(8 + other), hour(11 + other));
          put(row, "BillRateBoth", "RateType", "30", "Hourly");
        }
      }
    }
    Database database = loaded(world);
    JsonNode result = succeeded(status(database));
    assertThat(numbers(database, "sum(overlap_minutes) / 60", "conflict_id")).isEqualTo("3 4 3");
    assertThat(numbers(database, "sum(union_minutes) / 60", "conflict_id")).isEqualTo("2 3 2");
    assertThat(numbers(database, "sum(union_price)", "conflict_id")).isEqualTo("60 90 60");
    assertThat(numbers(database, "sum(group_minutes) / 60", "group_id")).isEqualTo("3");
    JsonNode all = result.at("/details/money/all");
    assertThat(all.get("unresolved").asText()).isEqualTo("300.00");
    assertThat(all.get("unresolved_once").asText()).isEqualTo("210.00");
    assertThat(all.get("minutes").asText()).isEqualTo("180");
    assertThat(result.at("/details/money/by_rule/0/key").asText())
        .isEqualTo("SchOverAnotherSchTimeFlag");
  }

  @Test
  void randomGroupsAreAsTheViewAndABitmapOfMinutesSay() throws SQLException {
    World world = randomGroups(new Random(20_261_129));
    Database database = loaded(world);
    succeeded(money(database));
    NaiveMoney naive = naive(world);

    Map<Long, NaiveMoney.Seen> rows = new TreeMap<>();
    Map<List<String>, NaiveMoney.Once> standings = new HashMap<>();
    each(
        database,
        "SELECT * FROM pipeline_money",
        row -> rows.put(row.getLong("map_row_id"), seen(row)));
    assertThat(rows.size()).isGreaterThan(GROUPS);
    assertThat(rows).isEqualTo(naive.rows());
    each(
        database,
        """
        SELECT conflict_id, visit_id, standing, sum(standing_minutes), sum(standing_price)
        FROM pipeline_money GROUP BY 1, 2, 3""",
        row ->
            standings.put(
                List.of(row.getString(1), row.getString(2), row.getString(3)), once(row, 4)));
    assertThat(standings).isEqualTo(naive.visits(true));
    assertThat(visits(database)).isEqualTo(naive.visits(false));
    Map<String, Integer> groups = new HashMap<>();
    each(
        database,
        "SELECT group_id, sum(group_minutes) FROM pipeline_money GROUP BY 1",
        row -> groups.put(row.getString(1), row.getInt(2)));
    assertThat(groups).isEqualTo(naive.groups());
    assertThat(
            database.ask(
                """
                SELECT count(*) FROM (
                  SELECT sum(union_minutes) AS once, max(full_minutes) AS shift, sum(greatest(overlap_minutes, 0)) AS pairs,
                    min(union_minutes) AS least, count(*) FILTER (WHERE first_of_visit) AS firsts
                  FROM pipeline_money GROUP BY conflict_id, visit_id) v
                WHERE least < 0 OR once > greatest(shift, 0) OR once > pairs OR firsts <> 1"""))
        .isEqualTo("0");
  }

  @Test
  void onlyWhatChangesIsWritten() {
    World world = randomGroups(new Random(7), 300);
    Database database = loaded(world);
    succeeded(money(database));
    String before = database.ask(PICTURE);
    JsonNode again = succeeded(money(database));
    assertThat(database.ask(PICTURE)).isEqualTo(before);
    assertThat(again.at("/counts/money_noted").asLong()).isZero();
    assertThat(again.at("/counts/money_forgotten").asLong()).isZero();

    String id = database.ask("SELECT min(map_row_id) FROM pipeline_money WHERE rate_known");
    String others =
        "SELECT md5(string_agg(map_row_id || '/' || xmin, ',' ORDER BY map_row_id)) FROM pipeline_money"
            + " WHERE conflict_id <> (SELECT conflict_id FROM pipeline_money WHERE map_row_id = %s)";
    String untouched = database.ask(others.formatted(id));
    database.execute(
        "UPDATE conflictvisitmaps SET \"StatusFlag\" = CASE \"StatusFlag\" WHEN 'R' THEN 'U' ELSE 'R' END WHERE \"ID\" = "
            + id);
    succeeded(money(database));
    assertThat(database.ask(others.formatted(id))).isEqualTo(untouched);
    assertThat(database.ask(PICTURE)).isNotEqualTo(before);

    database.execute("DELETE FROM conflictvisitmaps WHERE \"ID\" = " + id);
    succeeded(money(database));
    assertThat(database.ask("SELECT count(*) FROM pipeline_money WHERE map_row_id = " + id))
        .isEqualTo("0");
  }

  @Test
  void whatChangedIsCountedAnewAndAllIsAsIfCountedFromNothing() {
    Database database = loaded(fewTold(randomGroups(new Random(19), 2000)));
    succeeded(money(database));
    long all = rows(database);
    for (int day = 1; day <= 8; day++) {
      database.execute(DAY_OF_CHANGES.formatted(day));
      JsonNode result = succeeded(money(database));
      assertThat(counted(result)).as("day " + day).isBetween(1L, all / 4);
      Database anew = database.copy();
      anew.execute("DELETE FROM pipeline_money; DELETE FROM pipeline_money_seen");
      assertThat(counted(succeeded(money(anew)))).isEqualTo(rows(anew));
      assertThat(database.ask(CONTENTS)).as("day " + day).isEqualTo(anew.ask(CONTENTS));
      anew.drop();
    }
  }

  @Test
  void whereItIsNotKnownWhatWasSeenAllIsCountedAnew() {
    Database database = loaded(fewTold(randomGroups(new Random(23), 200)));
    database.execute("UPDATE conflictvisitmaps SET \"BILLABLEMINUTESOVERLAP\" = NULL");
    assertThat(counted(succeeded(money(database)))).isEqualTo(rows(database));
    assertThat(counted(succeeded(money(database)))).isLessThan(rows(database) / 10);
    for (String loss :
        List.of(
            // as from a dump: the rows are the same, and another transaction's
            "CREATE TEMPORARY TABLE s AS TABLE pipeline_money_seen; DELETE FROM pipeline_money_seen; INSERT INTO pipeline_money_seen TABLE s",
            "UPDATE pipeline_money_seen SET counted_by = 'others', noted_by = pg_current_xact_id()::text::bigint",
            "UPDATE pipeline_money_seen SET counted_of = '1', noted_by = pg_current_xact_id()::text::bigint",
            "UPDATE pipeline_money_seen SET seen_before = seen_before + 1000000, noted_by = pg_current_xact_id()::text::bigint",
            "DROP TABLE pipeline_money_seen")) {
      database.execute(loss);
      assertThat(counted(succeeded(money(database)))).as(loss).isEqualTo(rows(database));
    }
  }

  @Test
  void whatSomebodyElseWroteIntoTheMoneyIsPutRight() {
    Database database = loaded(fewTold(randomGroups(new Random(29), 300)));
    succeeded(money(database));
    String right = database.ask(CONTENTS);
    database.execute(
        "UPDATE pipeline_money SET overlap_price = overlap_price + 1 WHERE map_row_id % 50 = 0; DELETE FROM pipeline_money WHERE map_row_id % 50 = 1");
    assertThat(counted(succeeded(money(database)))).isLessThan(rows(database) / 2);
    assertThat(database.ask(CONTENTS)).isEqualTo(right);
  }

  /** A billing service that has told of a few groups alone: those are always counted anew. */
  private static World fewTold(World world) {
    world
        .storeRows("conflictvisitmaps")
        .forEach(
            row -> {
              if (!row.getOrDefault("GroupID", "1").endsWith("00")) {
                row.remove("BILLABLEMINUTESOVERLAP");
              }
            });
    return world;
  }

  private static long counted(JsonNode result) {
    return result.at("/counts/money_counted").asLong();
  }

  private static long rows(Database database) {
    return Long.parseLong(database.ask("SELECT count(*) FROM pipeline_money"));
  }

  @Test
  void anUnknownRateIsUnknownAndCountedAndZeroOnlyAsTheViewHasIt() {
    World world = World.empty(NOW);
    for (int visit = 1; visit <= 2; visit++) {
      world.storeRows("conflicts").add(Rows.row("CONFLICTID", "" + visit));
      Map<String, String> row = pair(world, 1, visit, 3 - visit);
      put(row, "ShVTSTTime", "ShVTENTime", hour(9), hour(11));
      put(row, "CShVTSTTime", "CShVTENTime", hour(9), hour(11));
      row.put("BilledRateMinute", visit == 1 ? "0" : "0.5");
    }
    Database database = loaded(world);
    JsonNode result = succeeded(money(database));
    assertThat(
            database.ask(
                """
                SELECT string_agg(overlap_price::float || '/' || rate_known || '/' || coalesce(union_price::text, '-')
                  || '/' || union_minutes, ' ' ORDER BY conflict_id) FROM pipeline_money"""))
        .isEqualTo("0/false/-/120 60/true/60.00/120");
    assertThat(result.at("/details/money/all/unknown_rates").asText()).isEqualTo("1");
  }

  @Test
  void minutesThatCanBeBilledMayHaveAFraction() {
    World world = World.empty(NOW);
    for (int visit = 1; visit <= 2; visit++) {
      world.storeRows("conflicts").add(Rows.row("CONFLICTID", "" + visit));
      Map<String, String> row = pair(world, 1, visit, 3 - visit);
      put(row, "ShVTSTTime", "ShVTENTime", hour(9), hour(11));
      put(row, "CShVTSTTime", "CShVTENTime", hour(10), hour(12));
      put(row, "BILLABLEMINUTESFULLSHIFT", "BILLABLEMINUTESOVERLAP", "112.5", "52.25");
      row.put("BilledRateMinute", "0.415");
    }
    Database database = loaded(world);
    succeeded(money(database));
    assertThat(
            database.ask(
                """
                SELECT DISTINCT full_minutes || ' ' || overlap_minutes || ' ' || union_minutes || ' ' || round(shift_price, 2)
                  || ' ' || union_price FROM pipeline_money"""))
        .isEqualTo("112.5 52.25 52.25 46.69 21.68");
  }

  /** More than an integer holds, 4,085 years. */
  @Test
  void anEndThatLiesFarAheadCountsItsMinutesAsAnyOther() {
    World world = World.empty(NOW);
    for (int visit = 1; visit <= 2; visit++) {
      world.storeRows("conflicts").add(Rows.row("CONFLICTID", "" + visit));
      Map<String, String> row = pair(world, 1, visit, 3 - visit);
      put(row, "ShVTSTTime", "ShVTENTime", hour(9), "9999-12-31 23:59:00");
      put(row, "CShVTSTTime", "CShVTENTime", hour(10), "9999-12-31 23:59:00");
      row.put("BilledRateMinute", "0.5");
    }
    Database database = loaded(world);
    succeeded(money(database));
    long overlap =
        Duration.between(DAY.plusHours(10), LocalDateTime.parse("9999-12-31T23:59")).toMinutes();
    assertThat(numbers(database, "min(union_minutes)", "group_id")).isEqualTo("" + overlap);
    assertThat(numbers(database, "min(full_minutes)", "group_id")).isEqualTo("" + (overlap + 60));
  }

  @Test
  void killedBeforeItHasNotedItEndsTheSameWhenItRunsAgain() {
    World world = randomGroups(new Random(11), 50);
    Database undisturbed = loaded(world);
    succeeded(money(undisturbed));
    Database database = loaded(world);
    Disturbance.before(
            Disturbance.Kind.KILLED,
            sql -> sql.contains("INSERT INTO conflict_dev.pipeline_money"),
            1)
        .befalls(money(database), database);
    assertThat(database.ask("SELECT count(*) FROM pipeline_money")).isEqualTo("0");
    succeeded(money(database));
    assertThat(database.ask(CONTENTS)).isEqualTo(undisturbed.ask(CONTENTS)).isNotNull();
  }

  @Test
  void switchedOffNothingIsCountedAndTheWarehouseIsNotAsked() {
    Database database = loaded(randomGroups(new Random(13), 5));
    JsonNode off = succeeded(status(database).with("--enable-money=false"));
    assertThat(off.at("/details/money").isMissingNode()).isTrue();
    Command offline =
        new Command(TASK, folder)
            .env(database.environment())
            .with("--run-id=offline")
            .with("--now=" + NOW)
            .with("--enable-phase-b=false");
    assertThat(succeeded(offline).get("steps").toString()).doesNotContain("money", "payers");
    assertThat(database.ask("SELECT count(*) FROM pipeline_money")).isEqualTo("0");
  }

  @Test
  void aSourceThatShowsNoPayerTakesNothingAway() {
    World world = randomGroups(new Random(17), 20);
    Database database = loaded(world);
    succeeded(money(database));
    String before = database.ask(PICTURE);
    try (Scene empty = Scene.of(World.empty(NOW))) {
      JsonNode result =
          succeeded(
              empty
                  .command(TASK, database, "empty")
                  .with("--now=" + NOW)
                  .with("--only-steps=money"));
      assertThat(result.get("warnings").toString()).contains("no active payer");
    }
    assertThat(database.ask(PICTURE)).isEqualTo(before).isNotNull();
  }

  private static Map<List<String>, NaiveMoney.Once> visits(Database database) throws SQLException {
    Map<List<String>, NaiveMoney.Once> visits = new HashMap<>();
    each(
        database,
        """
        SELECT conflict_id, visit_id, sum(union_minutes), sum(union_price)
        FROM pipeline_money GROUP BY 1, 2""",
        row -> visits.put(List.of(row.getString(1), row.getString(2)), once(row, 3)));
    return visits;
  }

  private static NaiveMoney.Once once(ResultSet row, int column) throws SQLException {
    return new NaiveMoney.Once(row.getInt(column), row.getBigDecimal(column + 1));
  }

  private static NaiveMoney.Seen seen(ResultSet row) throws SQLException {
    return new NaiveMoney.Seen(
        plain(row.getBigDecimal("full_minutes")),
        plain(row.getBigDecimal("overlap_minutes")),
        cents(row.getBigDecimal("shift_price")),
        cents(row.getBigDecimal("overlap_price")),
        cents(row.getBigDecimal("final_price")),
        row.getString("cost_type"),
        row.getString("visit_type"),
        row.getString("conflict_type"),
        row.getString("county") == null ? "" : row.getString("county"),
        row.getString("standing"));
  }

  private static String plain(BigDecimal minutes) {
    return minutes.stripTrailingZeros().toPlainString();
  }

  private static BigDecimal cents(BigDecimal amount) {
    return amount.setScale(2, RoundingMode.HALF_UP);
  }

  /** Takes a row of a result. */
  private interface Taker {
    void take(ResultSet row) throws SQLException;
  }

  private static void each(Database database, String sql, Taker taker) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        taker.take(rows);
      }
    }
  }

  /** One number for each of what they are summed by, in order. */
  private static String numbers(Database database, String sum, String by) {
    return database.ask(
        "SELECT string_agg(trim_scale(n)::text, ' ' ORDER BY k) FROM (SELECT %2$s AS k, %1$s AS n FROM pipeline_money GROUP BY 1) s"
            .formatted(sum, by));
  }

  private static NaiveMoney naive(World world) {
    Set<String> conflicts = new HashSet<>();
    world.storeRows("conflicts").forEach(row -> conflicts.add(row.get("CONFLICTID")));
    return new NaiveMoney(world.storeRows("conflictvisitmaps"), Set.of(ACTIVE, ANOTHER), conflicts);
  }

  private static World randomGroups(Random random) {
    return randomGroups(random, GROUPS);
  }

  /** Groups of two to five visits of a day, of which any two may be a pair, in either direction. */
  private static World randomGroups(Random random, int groups) {
    World world = World.empty(NOW);
    int visits = 0;
    for (int group = 1; group <= groups; group++) {
      List<RandomVisit> ofGroup = new ArrayList<>();
      for (int i = 2 + random.nextInt(4); i > 0; i--) {
        ofGroup.add(new RandomVisit(random, ++visits));
        if (random.nextInt(50) > 0) {
          world.storeRows("conflicts").add(Rows.row("CONFLICTID", "" + visits));
        }
      }
      for (RandomVisit visit : ofGroup) {
        for (RandomVisit other : ofGroup) {
          if (visit != other && random.nextInt(10) > 0) {
            fill(random, pair(world, group, visit.number, other.number), visit, other);
          }
        }
      }
    }
    return world;
  }

  private static void fill(
      Random random, Map<String, String> row, RandomVisit visit, RandomVisit other) {
    visit.put(row, "Sh");
    other.put(row, "CSh");
    row.put("PayerID", visit.payer);
    put(row, "BilledRateMinute", "Billed", visit.rate, visit.billed);
    put(row, "P_PCounty", "PA_PCounty", visit.county, random.nextBoolean() ? "Kings" : null);
    row.put("VisitStartTime", random.nextBoolean() ? hour(9) : null);
    row.put("StatusFlag", one(random, "U", "U", "N", "R", "R", "D", "W", "I", null));
    row.put("SchOverAnotherSchTimeFlag", one(random, "Y", "Y", "Y", "N", null));
    row.put("DistanceFlag", one(random, "Y", "N", "N", null));
    row.put("InServiceFlag", one(random, "Y", "N", "N", "N"));
    row.put("PTOFlag", one(random, "Y", "N", "N"));
    if (random.nextInt(4) == 0) {
      row.put("BILLABLEMINUTESOVERLAP", "" + random.nextInt(200));
    }
    row.put("BILLABLEMINUTESFULLSHIFT", visit.billable);
    if (random.nextInt(40) == 0) {
      row.put("ConAppVisitID", "1"); // the same two visits once more, maybe
    }
    if (random.nextInt(40) == 0) {
      row.put("GroupID", null);
    }
    row.values().removeIf(value -> value == null);
  }

  private static String one(Random random, String... values) {
    return values[random.nextInt(values.length)];
  }

  /** What all rows of a visit say of it. */
  private static final class RandomVisit {
    private final int number;
    private final LocalDateTime from;
    private final LocalDateTime to;
    private final String payer;
    private final String rate;
    private final String billed;
    private final String county;
    private final String billable;
    private final boolean untimed;

    RandomVisit(Random random, int number) {
      this.number = number;
      from = DAY.plusSeconds(random.nextInt(12 * 3600));
      to = from.plusSeconds(random.nextInt(6 * 3600) - 600);
      payer = one(random, ACTIVE, ACTIVE, ANOTHER, INACTIVE, DEMO, UNKNOWN, null);
      rate = one(random, "0.415", "0.4166667", "1.8333334", "17.25", "0", "-1", null);
      billed = one(random, "yes", "no", null);
      county = one(random, "Bronx", null);
      billable = random.nextInt(5) == 0 ? "" + random.nextInt(300) : null;
      untimed = random.nextInt(30) == 0;
    }

    void put(Map<String, String> row, String side) {
      row.put(side + "VTSTTime", Rows.stamp(from));
      row.put(side + "VTENTime", untimed ? null : Rows.stamp(to));
    }
  }

  /** A row of a group, for two visits by their numbers, that overlap as scheduled. */
  private static Map<String, String> pair(World world, int group, int visit, int other) {
    List<Map<String, String>> rows = world.storeRows("conflictvisitmaps");
    Map<String, String> row =
        Rows.row(
            "ID",
            "" + (rows.size() + 1),
            "CONFLICTID",
            "" + visit,
            "GroupID",
            "" + group,
            "VisitID",
            id(visit),
            "ConVisitID",
            id(other),
            "AppVisitID",
            "" + visit,
            "ConAppVisitID",
            "" + other,
            "VisitDate",
            "2026-03-10",
            "PayerID",
            ACTIVE,
            "ProviderID",
            id(1000 + visit % 3),
            "StatusFlag",
            "U",
            "SchOverAnotherSchTimeFlag",
            "Y");
    rows.add(row);
    return row;
  }

  private static void put(
      Map<String, String> row, String one, String other, String value, String otherValue) {
    row.put(one, value);
    row.put(other, otherValue);
  }

  private static String id(int number) {
    return new UUID(0xc0000000_0000_4000L, 0x8000_0000_0000_0000L + number).toString();
  }

  private static String hour(int hour) {
    return Rows.stamp(DAY.plusHours(hour));
  }

  private static Map<String, String> payer(String id, String active, String demo) {
    return Rows.row("Payer Id", id, "Is Active", active, "Is Demo", demo);
  }

  private static Database loaded(World world) {
    Database database = Database.create();
    database.load(world);
    database.execute("INSERT INTO settings (\"ID\", \"InProgressFlag\") VALUES (1, 0)");
    return database;
  }

  private static Command status(Database database) {
    return scene.command(TASK, database, "money").with("--now=" + NOW);
  }

  private static Command money(Database database) {
    return status(database).with("--only-steps=money");
  }

  private static JsonNode succeeded(Command command) {
    Command.Finished finished = command.run();
    Leaks.check(finished);
    assertThat(finished.exitCode()).as(finished.everything()).isZero();
    return Json.read(finished.result());
  }
}
