package care.conflict.acceptance.shards;

import static care.conflict.acceptance.scenes.Operations.ended;
import static care.conflict.acceptance.scenes.Operations.succeeded;
import static care.conflict.acceptance.shards.Sharded.EVENTS;
import static care.conflict.acceptance.shards.Sharded.VISITS;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.scenes.Operations;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.stage.Picture;
import care.conflict.testing.Checkout;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A detection in shards leaves and tells what one leaves that writes by itself, and nothing in the
 * warehouse. With -Dshards=all each number of shards on each day.
 */
class ShardsIT {

  /** The first run finds most of what it finds; the next one what others have changed since. */
  private enum Day {
    FIRST,
    NEXT
  }

  private static final List<String> COUNTS =
      List.of(
          "visits_read",
          "events_read",
          "pairs_read",
          "inserted",
          "updated",
          "repaired",
          "unchanged",
          "skipped",
          "resolved");

  /** Changed, taken away, resolved, marked, and stored though they are nowhere. */
  private static final String CHANGES =
      """
      UPDATE conflictvisitmaps SET "AideName" = 'Somebody' WHERE "ID" % 7 = 0;
      UPDATE conflictvisitmaps SET "StatusFlag" = 'R', "ResolveDate" = NULL WHERE "ID" % 13 = 1;
      UPDATE conflictvisitmaps SET "UpdateFlag" = 1 WHERE "ID" % 17 = 2;
      INSERT INTO conflictvisitmaps OVERRIDING SYSTEM VALUE
      SELECT r.* FROM conflictvisitmaps m
      CROSS JOIN LATERAL jsonb_populate_record(CAST(NULL AS conflictvisitmaps), to_jsonb(m) || jsonb_build_object(
          'ID', nextval(pg_get_serial_sequence('conflictvisitmaps', 'ID')),
          'ConVisitID', CAST(md5(m."ID"::text) AS uuid), 'StatusFlag', 'U')) r
      WHERE m."ID" % 19 = 4;
      DELETE FROM conflictvisitmaps WHERE "ID" % 11 = 3""";

  /** What the columns that it is stored in do not hold, as is said of so many visits. */
  private static final List<String> TOO_LARGE =
      List.of(
          "UPDATE ANALYTICS.BI.DIMPROVIDER SET \"Provider Name\" = repeat(\"Provider Name\", 100)",
          "UPDATE ANALYTICS.BI.FACTVISITCALLPERFORMANCE_CR SET \"Application Office Id\" = '99999999999999999999'");

  /** What a day begins with, and what one that writes by itself leaves and tells of it. */
  private record Whole(
      Database before, Picture.Loaded loaded, Picture after, Map<String, JsonNode> told) {}

  private static final Map<Day, Whole> DAYS = new EnumMap<>(Day.class);

  @BeforeAll
  static void detectAsAWhole() {
    TOO_LARGE.forEach(Sharded.world().ground::sql);
    Database first = Sharded.world().database.copy();
    Database done = whole(Day.FIRST, first);
    done.execute(CHANGES);
    whole(Day.NEXT, done);
  }

  /** Returns a database in which the day's run has been. */
  private static Database whole(Day day, Database before) {
    Picture.Loaded loaded = Picture.Loaded.of(before);
    Sharded run = Sharded.begun(before.copy(), "whole", 1);
    Map<String, JsonNode> told = new HashMap<>();
    for (String detection : List.of(VISITS, EVENTS)) {
      told.put(detection, succeeded(run.whole(detection).run()));
    }
    run = run.next("nobody");
    DAYS.put(day, new Whole(before, loaded, Picture.of(run.database, loaded), told));
    return free(run.database);
  }

  private static Database free(Database database) {
    database.execute("UPDATE pipeline_lock SET run_id = NULL, token = token + 1");
    database.execute("UPDATE settings SET \"InProgressFlag\" = 0");
    return database;
  }

  static Stream<Arguments> days() {
    Stream<Arguments> all =
        Stream.of(
            Arguments.of(7, Day.FIRST),
            Arguments.of(2, Day.NEXT),
            Arguments.of(16, Day.NEXT),
            Arguments.of(2, Day.FIRST),
            Arguments.of(7, Day.NEXT),
            Arguments.of(16, Day.FIRST));
    return "all".equals(System.getProperty("shards")) ? all : all.limit(2);
  }

  @ParameterizedTest
  @MethodSource("days")
  void inAnyNumberOfShardsTheTablesAndTheCountsAreTheSame(int shards, Day day) {
    Whole whole = DAYS.get(day);
    Sharded run = Sharded.begun(whole.before.copy(), "in_%d_%s".formatted(shards, day), shards);
    Random order = new Random(shards);
    for (String detection : List.of(VISITS, EVENTS)) {
      run.write(detection, order);
      JsonNode told = succeeded(run.finish(detection).run());
      JsonNode expected = whole.told.get(detection);
      assertThat(warnings(run.planned(detection), told)).isEqualTo(warnings(expected));
      for (String count : COUNTS) {
        assertThat(told.at("/counts/" + count))
            .as(count)
            .isEqualTo(expected.at("/counts/" + count));
      }
      assertThat(told.at("/details/by_rule")).isEqualTo(expected.at("/details/by_rule"));
      JsonNode plan = run.planFile(detection);
      assertThat(schema().validate(plan)).isEmpty();
      assertThat(plan.get("rows").asInt()).isEqualTo(expected.at("/counts/pairs_read").asInt());
      assertThat(run.kept()).isZero();
    }
    assertThat(Picture.of(run.database, whole.loaded).differences(whole.after)).isEmpty();
    run.database.drop();
  }

  private static Set<String> warnings(JsonNode... results) {
    Set<String> all = new TreeSet<>();
    for (JsonNode result : results) {
      result.get("warnings").forEach(it -> all.add(it.asText()));
    }
    return all;
  }

  private static JsonSchema schema() {
    try {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(Files.readString(Checkout.root().resolve("docs/task02-shards.schema.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theDaysHaveSomethingOfEverything() {
    Map<String, JsonNode> first = DAYS.get(Day.FIRST).told;
    assertThat(first.get(VISITS).at("/counts/inserted").asInt()).isGreaterThan(100);
    assertThat(first.get(EVENTS).at("/counts/inserted").asInt()).isPositive();
    for (String detection : List.of(VISITS, EVENTS)) {
      assertThat(Operations.warnings(first.get(detection)))
          .contains("ProviderName: ", "were cut", "AppOfficeID: ", "count as absent");
    }
    for (String count : List.of("inserted", "updated", "repaired", "unchanged", "resolved")) {
      assertThat(DAYS.get(Day.NEXT).told.get(VISITS).at("/counts/" + count).asInt())
          .as(count)
          .isPositive();
    }
    assertThat(DAYS.get(Day.NEXT).told.get(EVENTS).at("/counts/resolved").asInt()).isPositive();
  }

  @Test
  void aShardThatFailedHoldsBackTheCleanupOfItsOwnRowsUntilItIsDone() {
    Whole whole = DAYS.get(Day.NEXT);
    Sharded run = Sharded.begun(whole.before.copy(), "failed", 3);
    succeeded(run.plan(VISITS).run());
    int asked = Sharded.world().ground.asked();
    succeeded(run.shard(VISITS, 1).run());
    assertThat(Sharded.world().ground.askedAfter(asked).stream().filter(it -> it.contains("FROM")))
        .as("the reads of a shard")
        .hasSize(2);
    run.fail(VISITS, 2);
    succeeded(run.shard(VISITS, 3).run());
    JsonNode half = succeeded(run.finish(VISITS).run());
    long all = whole.told.get(VISITS).at("/counts/resolved").asLong();
    long heldBack = half.at("/counts/held_back").asLong();
    assertThat(heldBack).isPositive().isLessThan(all);
    assertThat(half.at("/counts/resolved").asLong()).isEqualTo(all - heldBack);
    assertThat(Operations.warnings(half)).contains("1 shard(s) not done: 2", heldBack + " stale");
    assertThat(run.kept()).isZero();
    assertThat(Operations.message(ended(2, run.shard(VISITS, 2).run()))).contains("is gone");

    succeeded(run.plan(VISITS).run());
    assertThat(run.state(1) + run.state(2)).isEqualTo("donepending");
    succeeded(run.shard(VISITS, 2).run());
    JsonNode again = succeeded(run.shard(VISITS, 2).run());
    assertThat(again.get("status").asText()).isEqualTo("skipped");
    JsonNode told = succeeded(run.finish(VISITS).run());
    for (String count : COUNTS) {
      assertThat(told.at("/counts/" + count))
          .as(count)
          .isEqualTo(whole.told.get(VISITS).at("/counts/" + count));
    }
    assertThat(told.at("/details/by_rule"))
        .isEqualTo(whole.told.get(VISITS).at("/details/by_rule"));
    succeeded(run.whole(EVENTS).run());
    assertThat(Picture.of(run.database, whole.loaded).differences(whole.after)).isEmpty();
    assertThat(run.kept()).isZero();
  }

  @Test
  void anEndThatResolvesNothingBecauseItIsTooMuchLeavesNothingInTheWarehouseEither() {
    Database database = DAYS.get(Day.NEXT).before.copy();
    Sharded run = Sharded.begun(database, "too_much", 2);
    succeeded(run.plan(VISITS).run());
    database.execute(
        """
        INSERT INTO conflictvisitmaps OVERRIDING SYSTEM VALUE
        SELECT r.* FROM pipeline_shard_stale s JOIN conflictvisitmaps m ON m."ID" = s.id
        CROSS JOIN generate_series(1, 60) n
        CROSS JOIN LATERAL jsonb_populate_record(CAST(NULL AS conflictvisitmaps), to_jsonb(m) || jsonb_build_object(
            'ID', nextval(pg_get_serial_sequence('conflictvisitmaps', 'ID')),
            'ConVisitID', CAST(md5(m."ID"::text || 'x' || n) AS uuid))) r""");
    run.write(VISITS, new Random(1));
    assertThat(Integer.parseInt(database.ask("SELECT count(*) FROM pipeline_shard_stale")))
        .isGreaterThan(1000);
    String before = database.fingerprint();
    JsonNode refused = ended(4, run.finish(VISITS, "--max-resolve-percent=0").run());
    assertThat(Operations.message(refused)).contains("max_resolve_percent");
    assertThat(database.fingerprint()).isEqualTo(before);
    assertThat(run.kept()).isZero();
    JsonNode resolved = succeeded(run.finish(VISITS, "--max-resolve-percent=100").run());
    assertThat(resolved.at("/counts/resolved").asInt()).isGreaterThan(1000);
    assertThat(resolved.at("/counts/pairs_read").asInt()).isPositive();
  }

  @Test
  void whatARunLeftInTheWarehouseIsTakenAwayByTheNextDetectionOfAnother() {
    Sharded run = Sharded.begun(DAYS.get(Day.FIRST).before.copy(), "left", 2);
    succeeded(run.plan(VISITS).run());
    assertThat(run.kept()).isEqualTo(2);
    Sharded elsewhere = Sharded.begun(DAYS.get(Day.FIRST).before.copy(), "elsewhere", 2);
    succeeded(elsewhere.plan(EVENTS).run());
    assertThat(run.kept()).as("another store's").isEqualTo(2);
    Sharded next = run.next("after");
    succeeded(next.whole(EVENTS).run());
    assertThat(run.kept()).isZero();
    assertThat(elsewhere.kept()).isEqualTo(3);
    ended(2, elsewhere.finish(EVENTS).run()); // nobody began with its shards
    assertThat(elsewhere.kept()).isZero();
  }

  @Test
  void whatThereIsNoPlanOfIsSaid() {
    Sharded run = Sharded.begun(DAYS.get(Day.FIRST).before.copy(), "unplanned", 2);
    assertThat(Operations.message(ended(2, run.shard(VISITS, 1).run())))
        .contains("has planned no shards");
    JsonNode nothing = succeeded(run.finish(VISITS).run());
    assertThat(nothing.get("status").asText()).isEqualTo("skipped");
    Command off = run.plan(EVENTS).with("--enable-inservice=false");
    assertThat(succeeded(off.run()).get("status").asText()).isEqualTo("skipped");
    assertThat(run.ids(EVENTS)).isEmpty();
    assertThat(schema().validate(run.planFile(EVENTS))).isEmpty();
  }
}
