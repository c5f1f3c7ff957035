package care.conflict.acceptance.history;

import static care.conflict.acceptance.scenes.Operations.ended;
import static care.conflict.acceptance.scenes.Operations.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.data.StatusParameters;
import care.conflict.acceptance.proxies.Disturbance;
import care.conflict.acceptance.proxies.Statements;
import care.conflict.acceptance.scenes.Scene;
import care.conflict.acceptance.scenes.Scenes;
import care.conflict.acceptance.scenes.Workers;
import care.conflict.acceptance.scenes.WritingTask;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.stage.Json;
import care.conflict.testing.Checkout;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is remembered of each conflict: all that happened, and nothing else. */
class HistoryIT {

  /** make test-seeds: 60. */
  private static final int DAYS = Integer.getInteger("history_days", 20);

  private static final String EVENTS =
      "SELECT count(*) FROM pipeline_history WHERE what <> 'baseline'";

  private static final String NOW =
      "SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')";

  private static final String OF_A_WEEK =
      """
      SELECT count(*) FROM conflictvisitmaps WHERE coalesce("StatusFlag", '') NOT IN ('R', 'D')
          AND "CreatedDate" <= now() - interval '7 days' AND "CreatedDate" > now() - interval '30 days'""";

  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(Checkout.root().resolve("docs/history.schema.json").toUri());

  @TempDir private Path folder;
  private final Scene scene = Scenes.of(WritingTask.ALL_KEYS);
  private final Database database = scene.database();
  private final Random random = new Random(20_261_130);

  /** The end of a day: when, after which event, and what the tables held. */
  private record Evening(String moment, long lastEvent, Remembered tables) {}

  @Test
  void sixtyDaysWithClicksKillsAndRerunsAreReplayed() throws Exception {
    succeeded(migrate("--with-history"));
    List<Evening> evenings = new ArrayList<>();
    evenings.add(evening());
    int killed = 0;
    for (int day = 1; day <= DAYS; day++) {
      Evening before = evenings.get(evenings.size() - 1);
      change(day);
      click(day);
      WritingTask task =
          List.of(WritingTask.ALL_KEYS, WritingTask.STATUS, WritingTask.DETECTION).get(day % 3);
      killed += day % 5 == 0 && isKilled(task, day) ? 1 : 0;
      succeeded(command(task, day).run());
      Remembered.assertTold(
          database, before.tables(), before.lastEvent(), "day %d, %s".formatted(day, task));
      evenings.add(evening());
      if (day % 20 == 0) {
        Evening first = evenings.get(day);
        succeeded(command(task, day + DAYS).run());
        Remembered.assertTold(database, first.tables(), first.lastEvent(), "again, day " + day);
        evenings.set(day, evening());
      }
    }
    assertThat(killed).isGreaterThan(DAYS / 15 - 1);
    assertThat(
            database.ask(
                "SELECT string_agg(DISTINCT what, ' ' ORDER BY what) FROM pipeline_history"))
        .isEqualTo("baseline changed edited flag_raised found reopened resolved_stale status_step");
    assertThat(database.ask("SELECT count(*) FROM pipeline_history WHERE what = 'baseline'"))
        .isEqualTo("1");
    replay(evenings);
    for (int day : List.of(1, DAYS / 3, DAYS - 1)) {
      isToldAsOf(evenings.get(day));
    }
  }

  private Evening evening() {
    return new Evening(database.ask(NOW), Remembered.lastEvent(database), Remembered.now(database));
  }

  /** From the first day's tables all events come to those of every day. */
  private void replay(List<Evening> evenings) {
    Remembered tables = evenings.get(0).tables();
    for (int day = 1; day < evenings.size(); day++) {
      long from = evenings.get(day - 1).lastEvent();
      long to = evenings.get(day).lastEvent();
      List<Remembered.Event> events =
          Remembered.eventsSince(database, from).stream().filter(it -> it.id() <= to).toList();
      tables = tables.after(events, evenings.get(day).tables());
      assertThat(tables.rows()).as("day " + day).isEqualTo(evenings.get(day).tables().rows());
    }
  }

  /** Some visits are at other times, some missed, some as they were; the warehouse stays behind. */
  private void change(int day) {
    database.execute(
        """
        UPDATE analytics_dev.factvisitcallperformance_cr
        SET "Scheduled Start Time" = "Scheduled Start Time" + interval '1 minute',
            "Visit End Time" = CASE WHEN hashtext("Visit Id"::text) %% 3 = 0 THEN "Visit End Time" + interval '2 hours'
                ELSE "Visit End Time" END
        WHERE abs(hashtext("Visit Id"::text || '%1$d')) %% 10 = 0"""
            .formatted(day));
  }

  private void click(int day) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SET conflict.application_user = 'person " + day % 3 + "'");
      for (int click = 0; click < 4; click++) {
        String status = List.of("W", "I", "U", "R").get(random.nextInt(4));
        int remainder = random.nextInt(40);
        statement.execute(
            """
            UPDATE conflictvisitmaps SET "StatusFlag" = '%s', "ResolvedBy" = 'Jane Doe %d', "FlagForReview" = 'Yes'
            WHERE "ID" %% 40 = %d"""
                .formatted(status, day, remainder));
        statement.execute(
            """
            UPDATE conflicts SET "StatusFlag" = '%s', "NoResponseNotes" = 'Jane says %d'
            WHERE "CONFLICTID" %% 40 = %d"""
                .formatted(status, day, remainder));
      }
    }
  }

  /** Killed before a statement that writes; false where it has not so many. */
  private boolean isKilled(WritingTask task, int day) {
    try {
      Disturbance.before(
              Disturbance.Kind.KILLED, Statements::writesConflictsOrHistory, 1 + day / 5 % 3)
          .befalls(command(task, day), database);
      return true;
    } catch (AssertionError e) {
      return false;
    }
  }

  private Command command(WritingTask task, int day) {
    Command command =
        scene
            .task(task, database, "day-" + day)
            .env(Map.of("JAVA_TOOL_OPTIONS", "-Dslice_rows=20"));
    return task == WritingTask.STATUS
        ? command.with(StatusParameters.DEFAULT.options()).with("--enable-phase-b=false")
        : command;
  }

  private Command.Finished migrate(String... options) {
    return new Command("migrate", folder.resolve("migrate"))
        .env(database.environment())
        .with(List.of(options))
        .run();
  }

  /** What history --as-of says of some conflicts that changed since. */
  private void isToldAsOf(Evening evening) {
    String conflicts =
        database.ask(
            """
            SELECT string_agg(conflict_id::text, ',') FROM (
                SELECT conflict_id FROM pipeline_history
                WHERE event_id > %d AND map_row_id IS NOT NULL AND conflict_id IS NOT NULL
                GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 2) c"""
                .formatted(evening.lastEvent()));
    for (String conflict : conflicts.split(",", -1)) {
      Command.Finished told =
          history("--conflict-id=" + conflict, "--as-of=" + evening.moment(), "--json");
      assertThat(told.exitCode()).as(told.everything()).isZero();
      JsonNode then = Json.read(told.output());
      Map<String, Map<String, JsonNode>> rows = evening.tables().rows();
      assertThat(then.get("rows").size())
          .isEqualTo(
              (int)
                  rows.values().stream()
                      .filter(it -> it.containsKey("CONFLICTID"))
                      .filter(it -> it.get("CONFLICTID").asText().equals(conflict))
                      .count());
      for (JsonNode row : then.get("rows")) {
        assertThat(row.get("columns").properties())
            .containsExactlyInAnyOrderElementsOf(
                rows.get("row " + row.get("map_row_id").asLong()).entrySet());
      }
      Map<String, JsonNode> own = rows.get("conflict " + conflict);
      if (own != null) {
        assertThat(then.get("conflict").properties())
            .containsExactlyInAnyOrderElementsOf(own.entrySet());
      }
    }
  }

  private Command.Finished history(String... options) {
    return new Command("history", folder.resolve("history"))
        .env(database.environment())
        .env(Map.of("LOG_LEVEL", "ERROR"))
        .with(List.of(options))
        .run();
  }

  @Test
  void whatPeopleDoIsNotedWithWhoTheyAreAndNoClickFails() throws SQLException {
    succeeded(migrate("--with-history"));
    String id =
        database.ask(
            """
            SELECT min("ID") FROM conflictvisitmaps WHERE "StatusFlag" IN ('U', 'N') AND "CreatedDate" IS NOT NULL""");
    String click = "UPDATE conflictvisitmaps SET \"StatusFlag\" = '%s' WHERE \"ID\" = " + id;
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SET conflict.application_user = 'jdoe'");
      statement.execute("SET TimeZone = 'America/New_York'"); // of CreatedDate it is UTC
      statement.execute(click.formatted("W"));
      statement.execute(click.formatted("W")); // no change, no event
      statement.execute("UPDATE conflictvisitmaps SET \"AideName\" = 'x' WHERE \"ID\" = " + id);
      statement.execute("SELECT set_config('conflict.writer', 'pipeline', FALSE)");
      statement.execute(click.formatted("U"));
    }
    assertThat(
            database.ask(
                """
                SELECT string_agg(concat_ws(' ', who, application_user, what, status_after, run_id,
                    opened_at = (SELECT c."CreatedDate" AT TIME ZONE 'UTC' FROM conflictvisitmaps c WHERE c."ID" = map_row_id)), ',')
                FROM pipeline_history"""))
        .isEqualTo("postgres jdoe edited W t");

    database.execute("ALTER TABLE pipeline_history RENAME TO elsewhere");
    database.execute(click.formatted("I"));
    database.execute("ALTER TABLE elsewhere RENAME TO pipeline_history");
    try (Connection other = database.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE pipeline_history IN ACCESS EXCLUSIVE MODE");
      database.execute(click.formatted("W"));
    }
    assertThat(database.ask("SELECT \"StatusFlag\" FROM conflictvisitmaps WHERE \"ID\" = " + id))
        .isEqualTo("W");
    assertThat(database.ask(EVENTS)).isEqualTo("1");

    succeeded(migrate("--without-history"));
    database.execute(click.formatted("I"));
    assertThat(database.ask(EVENTS)).isEqualTo("1");
    assertThat(ended(2, migrate("--with-history", "--without-history")).toString())
        .contains("--without-history");
  }

  /** The run's statement, or another person's, came later and was over sooner. */
  @Test
  void aClickThatWaitedForTheReopeningOfItsRowKnowsSinceWhenItWasOpen() throws Exception {
    succeeded(migrate("--with-history"));
    String id =
        database.ask(
            "SELECT min(\"ID\") FROM conflictvisitmaps WHERE \"StatusFlag\" IN ('U', 'N')");
    String click = "UPDATE conflictvisitmaps SET \"StatusFlag\" = '%s' WHERE \"ID\" = " + id;
    database.execute(click.formatted("W"));
    try (Connection first = database.connect();
        Statement reopening = first.createStatement()) {
      first.setAutoCommit(false);
      reopening.execute(
          "SELECT 1 FROM conflictvisitmaps WHERE \"ID\" = %s FOR UPDATE".formatted(id));
      CompletableFuture<Void> waiting =
          CompletableFuture.runAsync(() -> database.execute(click.formatted("I")));
      while (!database
          .ask(
              "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()")
          .equals("1")) {
        Thread.sleep(20);
      }
      reopening.execute(click.formatted("U"));
      first.commit();
      waiting.get(1, TimeUnit.MINUTES);
    }
    assertThat(
            database.ask(
                """
                SELECT opened_at = (SELECT max(o.happened_at) FROM pipeline_history o WHERE o.status_after = 'U')
                FROM pipeline_history WHERE status_after = 'I'"""))
        .isEqualTo("t");
    succeeded(migrate("--without-history"));
  }

  @Test
  void whatComesToRestHasNoEventsAnyMore() {
    for (int run = 1; run <= 3; run++) {
      succeeded(scene.task(WritingTask.DETECTION, database, "run-" + run).run());
      succeeded(command(WritingTask.STATUS, run).run());
    }
    String before = database.ask(EVENTS);
    assertThat(before).isNotEqualTo("0");
    succeeded(scene.task(WritingTask.DETECTION, database, "run-4").run());
    succeeded(command(WritingTask.STATUS, 4).run());
    assertThat(database.ask(EVENTS)).isEqualTo(before);
  }

  @Test
  void switchedOffOrWithoutItsTableATaskWorksAndNotesNothing() {
    Database without = database.copy();
    Database off = database.copy();
    without.execute("DROP TABLE pipeline_history");
    succeeded(scene.task(WritingTask.DETECTION, database, "run").run());
    succeeded(scene.task(WritingTask.DETECTION, without, "run").run());
    succeeded(scene.task(WritingTask.DETECTION, off, "run").with("--enable-history=false").run());
    assertThat(off.ask("SELECT count(*) FROM pipeline_history")).isEqualTo("0");
    assertThat(database.ask(EVENTS)).isNotEqualTo("0");
    String statuses =
        "SELECT md5(string_agg(\"VisitID\"::text || \"ConVisitID\" || \"StatusFlag\", ',' ORDER BY \"VisitID\", \"ConVisitID\")) FROM conflictvisitmaps";
    assertThat(without.ask(statuses)).isEqualTo(database.ask(statuses));
    assertThat(off.ask(statuses)).isEqualTo(database.ask(statuses));
    Command.Finished told =
        new Command("history", folder.resolve("none"))
            .env(without.environment())
            .with("--conflict-id=1")
            .run();
    assertThat(told.exitCode()).isEqualTo(2);
    assertThat(told.output()).contains("no table pipeline_history");
  }

  @Test
  void monthsAreMadeAheadAndForWhatWasNotForeseenAndAreDroppedOnlyWhenTold() {
    String parts =
        "SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_class WHERE relname ~ '^pipeline_history_20[0-9_]+$' AND relkind = 'r'";
    database.execute(
        """
        INSERT INTO pipeline_history (happened_at, map_row_id, who, what, changes)
        VALUES ('2024-01-31 23:59:59Z', 1, 'pipeline', 'changed', '{}'), ('2024-02-01 00:00Z', 2, 'pipeline', 'changed', '{}'),
            ('2024-02-29 12:00Z', 3, 'pipeline', 'changed', '{}'), ('2024-03-01 00:00Z', 4, 'pipeline', 'changed', '{}')""");
    String months = database.ask(parts);
    assertThat(database.ask("SELECT count(*) FROM pipeline_history_beyond")).isEqualTo("4");
    assertThat(succeeded(migrate()).at("/counts/months_made").asInt()).isEqualTo(3);
    assertThat(database.ask("SELECT count(*) FROM pipeline_history_beyond")).isEqualTo("0");
    assertThat(database.ask("SELECT count(*) FROM pipeline_history_2024_02")).isEqualTo("2");
    assertThat(succeeded(migrate()).at("/counts/months_made").asInt()).isZero();

    JsonNode would = succeeded(migrate("--drop-history-before=2024-03", "--drop-nothing"));
    assertThat(would.get("warnings").toString())
        .contains("would drop 2024-01", "would drop 2024-02 of the history: 2 event(s)")
        .doesNotContain("2024-03");
    assertThat(database.ask("SELECT count(*) FROM pipeline_history")).isEqualTo("4");
    String counted =
        "UPDATE pipeline_trend_months SET settled = %s, last_event_id = (SELECT max(event_id) %s FROM pipeline_history)";
    database.execute(
        "INSERT INTO pipeline_trend_months (month, ran, settled) VALUES ('2024-02-01', TRUE, FALSE)");
    for (String not : List.of(counted.formatted("FALSE", ""), counted.formatted("TRUE", "- 3"))) {
      database.execute(not);
      assertThat(ended(2, migrate("--drop-history-before=2024-03")).toString())
          .contains("the trends of 2024-02 are not counted to the end");
      assertThat(database.ask("SELECT count(*) FROM pipeline_history")).isEqualTo("4");
    }
    database.execute(counted.formatted("TRUE", ""));
    JsonNode dropped = succeeded(migrate("--drop-history-before=2024-03"));
    database.execute("DELETE FROM pipeline_trend_months");
    assertThat(dropped.get("warnings").toString()).contains("dropped 2024-01", "dropped 2024-02");
    assertThat(database.ask("SELECT min(map_row_id) FROM pipeline_history")).isEqualTo("4");
    assertThat(database.ask(parts)).isEqualTo("pipeline_history_2024_03 " + months);
    assertThat(ended(2, migrate("--drop-history-before=2024-13")).toString()).contains("YYYY-MM");
    assertThat(ended(2, migrate("--drop-history-before=2062-03")).toString())
        .contains("2062-03 lies ahead");
    assertThat(database.ask(parts)).isEqualTo("pipeline_history_2024_03 " + months);
  }

  @Test
  void ofSeveralThatMigrateAtOnceEachMayTakeItsTurn() {
    succeeded(migrate("--with-history"));
    dropMonthsAheadBut(0);
    List<Callable<JsonNode>> migrations = new ArrayList<>();
    for (int number = 1; number <= 3; number++) {
      Command command =
          new Command("migrate", folder.resolve("migrate-" + number))
              .env(database.environment())
              .with("--with-history");
      migrations.add(() -> succeeded(command.run()));
    }
    Workers.all(migrations.size(), migrations);
    assertThat(checked()).doesNotContain("month(s) ahead");
  }

  @Test
  void whereMonthsRunOutThatIsTold() {
    assertThat(checked()).doesNotContain("month(s) ahead");
    dropMonthsAheadBut(1);
    assertThat(checked()).contains("the history has partitions for 1 month(s) ahead: run migrate");
    succeeded(migrate());
    assertThat(checked()).doesNotContain("month(s) ahead");
  }

  private void dropMonthsAheadBut(int months) {
    database.execute(
        """
        DO $$ DECLARE part text; BEGIN
          FOR part IN SELECT relname FROM pg_class WHERE relname ~ '^pipeline_history_[0-9_]+$' AND relkind = 'r'
                      ORDER BY relname OFFSET %d LOOP
            EXECUTE 'DROP TABLE ' || part;
          END LOOP;
        END $$"""
            .formatted(months + 1));
  }

  private String checked() {
    Command.Finished checked =
        new Command("test_connections", folder.resolve("checked"))
            .env(database.environment())
            .with("--only=postgres")
            .run();
    assertThat(checked.exitCode()).as(checked.everything()).isZero();
    return checked.everything();
  }

  @Test
  void aConflictIsToldAsTextAndAsJsonWithoutNames() {
    succeeded(migrate("--with-history"));
    long young = Long.parseLong(database.ask(OF_A_WEEK));
    database.execute(
        """
        INSERT INTO pipeline_history (happened_at, map_row_id, who, what, status_before, status_after, changes)
        SELECT now() - interval '8 days', min("ID"), 'web', 'edited', 'W', 'U', '{"StatusFlag": ["W", "U"]}'
        FROM conflictvisitmaps
        WHERE "StatusFlag" = 'U' AND "CreatedDate" NOT BETWEEN now() - interval '31 days' AND now() - interval '6 days'""");
    succeeded(scene.task(WritingTask.DETECTION, database, "run").run());
    assertThat(
            database.ask(
                """
                SELECT sum("rows") FROM pipeline_history, jsonb_to_recordset(changes -> 'counts') AS c (age_days text, "rows" bigint)
                WHERE what = 'baseline' AND age_days = '7-29'"""))
        .as("reopened a week ago")
        .isEqualTo("" + (young + 1));
    String conflict =
        database.ask("SELECT min(conflict_id) FROM pipeline_history WHERE what = 'found'");
    database.execute(
        """
        SET conflict.application_user = E'x)\\n2026-01-01T00:00:00Z  row 1  edited  ceo\\x1b[31m';
        UPDATE conflicts SET "StatusFlag" = 'W', "ResolvedBy" = 'Jane Doe', "NoResponseNotes" = 'Call Jane Doe'
        WHERE "CONFLICTID" = %s"""
            .formatted(conflict));
    Command.Finished text = history("--conflict-id=" + conflict);
    assertThat(text.output())
        .contains("found", "task02_00_conflict_update/write, run run", "edited", "StatusFlag U → W")
        .doesNotContain("Jane");
    assertThat(text.output().lines())
        .as("what an application says of its user is no line of its own")
        .noneMatch(line -> line.startsWith("2026-01-01"));
    assertThat(text.output()).contains("(x) 2026-01-01").doesNotContain("\u001b");
    assertThat(text.output().lines().filter(line -> line.startsWith("    ")))
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    Command.Finished json = history("--conflict-id=" + conflict, "--json");
    JsonNode told = Json.read(json.output());
    JsonNode last = told.get("events").get(told.get("events").size() - 1);
    assertThat(last.get("what").asText()).isEqualTo("edited");
    assertThat(last.get("who").asText()).isEqualTo("postgres");
    assertThat(last.at("/changes/ResolvedBy/1").asBoolean()).isTrue();
    assertThat(json.output()).doesNotContain("Jane");
    Command.Finished early = history("--conflict-id=" + conflict, "--as-of=2001-01-01");
    assertThat(early.exitCode()).isEqualTo(2);
    assertThat(early.output()).contains("the history begins at");
    assertThat(history("--as-of=2001-01-01").exitCode()).isEqualTo(2);
    assertThat(history("--conflict-id=1", "--as-of=2026-02-30").output())
        .contains("no day of the calendar");
    for (Command.Finished unknown :
        List.of(
            history("--conflict-id=9999999999"),
            history("--conflict-id=9999999999", "--as-of=2026-11-30"))) {
      assertThat(unknown.exitCode()).as(unknown.everything()).isEqualTo(2);
      assertThat(unknown.output()).contains("no conflict 9999999999 is stored");
    }
  }

  @Test
  void whatLiesAheadIsToldAsOfNow() {
    succeeded(scene.task(WritingTask.DETECTION, database, "run").run());
    String conflict =
        database.ask("SELECT min(conflict_id) FROM pipeline_history WHERE what = 'found'");
    JsonNode now = asOf(conflict, database.ask(NOW));
    for (String ahead : List.of("2099-01-01", "9999-12-31")) {
      JsonNode told = asOf(conflict, ahead);
      assertThat(told.get("rows")).isEqualTo(now.get("rows"));
      assertThat(Instant.parse(told.get("as_of").asText()))
          .isBetween(Instant.parse(now.get("as_of").asText()), Instant.parse(database.ask(NOW)));
    }
  }

  @Test
  void aRowIsToldOfTheConflictThatItWasIn() {
    succeeded(scene.task(WritingTask.DETECTION, database, "run").run());
    String row =
        database.ask(
            """
            SELECT min(map_row_id) FROM pipeline_history WHERE what = 'found' AND conflict_id IS NOT NULL""");
    String from =
        database.ask("SELECT \"CONFLICTID\" FROM conflictvisitmaps WHERE \"ID\" = " + row);
    String to =
        database.ask("SELECT min(\"CONFLICTID\") FROM conflicts WHERE \"CONFLICTID\" <> " + from);
    String before = database.ask(NOW);
    database.execute(
        """
        UPDATE conflictvisitmaps SET "CONFLICTID" = %1$s WHERE "ID" = %3$s;
        INSERT INTO pipeline_history (happened_at, map_row_id, conflict_id, who, what, changes)
        VALUES (clock_timestamp(), %3$s, %1$s, 'pipeline', 'changed', '{"CONFLICTID": [%2$s, %1$s]}')"""
            .formatted(to, from, row));
    String after = database.ask(NOW);
    assertThat(rowsOf(asOf(from, before))).contains(row);
    assertThat(rowsOf(asOf(to, before))).doesNotContain(row);
    assertThat(rowsOf(asOf(from, after))).doesNotContain(row);
    assertThat(rowsOf(asOf(to, after))).contains(row);
  }

  @Test
  void whatIsNotStoredAnyMoreIsNamedAndNotSaidToHaveBeenAbsent() {
    succeeded(scene.task(WritingTask.DETECTION, database, "run").run());
    String conflict =
        database.ask("SELECT min(conflict_id) FROM pipeline_history WHERE what = 'found'");
    String row =
        database.ask(
            "SELECT min(map_row_id) FROM pipeline_history WHERE what = 'found' AND conflict_id = "
                + conflict);
    database.execute(
        """
        DELETE FROM conflictvisitmaps WHERE "CONFLICTID" = %1$s; DELETE FROM conflicts WHERE "CONFLICTID" = %1$s"""
            .formatted(conflict));
    JsonNode told = asOf(conflict, "2099-01-01");
    assertThat(told.get("conflict").isNull()).isTrue();
    assertThat(rowsOf(told)).contains(row);
    told.get("rows").forEach(it -> assertThat(it.get("columns").isNull()).isTrue());
    assertThat(history("--conflict-id=" + conflict, "--as-of=2099-01-01").output())
        .contains("row " + row + ": not stored any more")
        .doesNotContain("not there");
    assertThat(history("--conflict-id=" + conflict).output()).contains("found");
  }

  /** As JSON of its schema. */
  private JsonNode asOf(String conflict, String moment) {
    Command.Finished told = history("--conflict-id=" + conflict, "--as-of=" + moment, "--json");
    assertThat(told.exitCode()).as(told.everything()).isZero();
    JsonNode json = Json.read(told.output());
    assertThat(SCHEMA.validate(json)).isEmpty();
    return json;
  }

  private static List<String> rowsOf(JsonNode asOf) {
    return asOf.get("rows").findValuesAsText("map_row_id");
  }
}
