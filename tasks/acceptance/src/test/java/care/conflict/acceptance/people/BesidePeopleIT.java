package care.conflict.acceptance.people;

import static care.conflict.acceptance.scenes.Operations.ended;
import static care.conflict.acceptance.scenes.Operations.signal;
import static care.conflict.acceptance.scenes.Operations.succeeded;
import static care.conflict.testing.Waiting.awaitTrue;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.proxies.Disturbance;
import care.conflict.acceptance.proxies.PostgresProxy;
import care.conflict.acceptance.proxies.Statements;
import care.conflict.acceptance.scenes.BigWorld;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.Database;
import care.conflict.testing.Waiting;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tasks that write the rows people click on: the task yields, never the click. Nobody waits for a
 * task that waits for somebody else, or that is frozen.
 */
class BesidePeopleIT {

  private static final int PEOPLE = 200;

  static Stream<Named<Function<BigWorld, Command>>> tasks() {
    return Stream.of(
        Named.of("all keys", BigWorld::allKeys),
        Named.of("a chunk", BigWorld::chunk),
        Named.of("statuses", BigWorld::status));
  }

  @ParameterizedTest
  @MethodSource("tasks")
  @DisplayName("A1 a click of two rows goes on and is kept, whichever of them a task holds")
  void aClickOfTwoRowsGoesOnAndIsKept(Function<BigWorld, Command> task) throws Exception {
    BigWorld world = new BigWorld(PEOPLE);
    Command command = task.apply(world);
    try (Connection person = person(world);
        Statement click = person.createStatement()) {
      person.setAutoCommit(false);
      click.execute(whitelist(7));
      Command.Running running = command.start();
      awaitTrue(() -> hasWritten(world) || waits(world));
      for (int other = 1; other <= PEOPLE; other++) {
        click.execute(whitelist(other));
      }
      person.commit();
      succeeded(running.await());
    }
    assertThat(world.count("\"StatusFlag\" = 'W'")).isEqualTo(PEOPLE);
  }

  @Test
  @DisplayName("A1 where writing is slow, a transaction holds fewer rows: a click waits no longer")
  void whereWritingIsSlowATransactionHoldsFewerRows() throws Exception {
    BigWorld world = new BigWorld(1500);
    world.database.execute(
        """
        CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS
          'BEGIN PERFORM pg_sleep(0.002); RETURN NEW; END';
        CREATE TRIGGER dawdle BEFORE UPDATE ON conflictvisitmaps FOR EACH ROW EXECUTE FUNCTION dawdle()""");
    succeeded(world.allKeys().env(Map.of("JAVA_TOOL_OPTIONS", "-Dslice_rows=10000")).run());
    assertThat(world.count("\"ProviderName\" <> 'old'")).as("rows written").isEqualTo(3000);
    String sizes =
        world.database.ask(
            """
            SELECT string_agg(rows::text, ',' ORDER BY rows DESC)
            FROM (SELECT count(*) AS rows FROM conflictvisitmaps GROUP BY xmin::text) transactions""");
    List<Integer> rows = Stream.of(sizes.split(",")).map(Integer::valueOf).toList();
    assertThat(rows.get(0)).as("of the first, which knows nothing yet").isLessThanOrEqualTo(1000);
    assertThat(rows.stream().filter(it -> it > 250))
        .as("of 2 s and more: %s", sizes)
        .hasSizeLessThan(3);
  }

  /** Whether the task holds rows, or has written some. */
  private static boolean hasWritten(BigWorld world) {
    return world.count("xmax::text <> '0' AND NOT (%s)".formatted(BigWorld.row(7, 1))) > 0
        || world.count("\"ProviderName\" <> 'old' OR \"BilledRateMinute\" IS NOT NULL") > 0;
  }

  private static boolean waits(BigWorld world) {
    return !world
        .database
        .ask(
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()")
        .equals("0");
  }

  @ParameterizedTest
  @MethodSource("tasks")
  @DisplayName("A2 while one person is idle on a row, a task holds up no other")
  void whileOneIsIdleOnARowNobodyElseWaits(Function<BigWorld, Command> task) throws Exception {
    BigWorld world = new BigWorld(PEOPLE);
    Command command = task.apply(world);
    try (Connection idle = person(world);
        Statement click = idle.createStatement()) {
      idle.setAutoCommit(false);
      click.execute(whitelist(7));
      Command.Running running = command.start();
      awaitTrue(() -> hasWritten(world) || waits(world));
      for (int other = 8; other <= PEOPLE; other++) {
        clicks(
            world,
            "UPDATE conflictvisitmaps SET \"StatusFlag\" = 'I' WHERE " + BigWorld.row(other, 1));
      }
      assertThat(running.process().isAlive()).isTrue();
      idle.commit();
      succeeded(running.await());
    }
    assertThat(world.status(7, 1)).isEqualTo("W");
    assertThat(world.count("\"StatusFlag\" = 'I'")).isEqualTo(PEOPLE - 7);
  }

  @Test
  @DisplayName("A2 a task that is frozen within a transaction holds up nobody for long")
  void aFrozenTaskHoldsUpNobody() throws Exception {
    BigWorld world = new BigWorld(PEOPLE);
    CountDownLatch frozen = new CountDownLatch(1);
    AtomicReference<Command.Running> task = new AtomicReference<>();
    CountDownLatch started = new CountDownLatch(1);
    PostgresProxy.Interruption freeze =
        moment -> {
          if (moment.number() == 1 && !moment.before()) {
            awaitQuietly(started);
            signal(task.get(), "STOP");
            frozen.countDown();
          }
          return true;
        };
    try (PostgresProxy proxy =
        new PostgresProxy(Database.port(), Statements::writesConflicts, freeze)) {
      task.set(world.allKeys().env(world.database.environment(proxy.port())).start());
      started.countDown();
      assertThat(frozen.await(Waiting.LONG_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(world.count("xmax::text <> '0'")).as("rows that it holds").isPositive();
      for (int person = 1; person <= PEOPLE; person++) {
        clicks(world, whitelist(person));
      }
      signal(task.get(), "CONT");
      ended(1, task.get().await());
    }
    succeeded(world.allKeys().run());
    assertThat(world.count("\"StatusFlag\" = 'W'")).isEqualTo(PEOPLE);
    assertThat(world.count("\"ProviderName\" = 'old'")).isZero();
  }

  @ParameterizedTest
  @MethodSource("tasks")
  @DisplayName(
      "A1 beside clicks of two rows in any order a task ends, every click is kept and noted")
  void besideManyClicksATaskEndsAndEveryClickIsKeptAndNotedOnce(Function<BigWorld, Command> task)
      throws Exception {
    BigWorld world = new BigWorld(5 * PEOPLE);
    world.noteClicks();
    Command command = task.apply(world);
    AtomicBoolean ended = new AtomicBoolean();
    List<String> clicked = new ArrayList<>();
    AtomicReference<Exception> refused = new AtomicReference<>();
    Thread people =
        new Thread(
            () -> {
              try (Connection person = person(world);
                  Statement click = person.createStatement()) {
                click.execute("SET conflict.application_user = 'jdoe'");
                person.setAutoCommit(false);
                Random chance = new Random(7);
                while (!ended.get()) {
                  for (int row = 0; row < 2; row++) {
                    clicked.add(toggle(click, 1 + chance.nextInt(5 * PEOPLE)));
                  }
                  person.commit();
                  Waiting.pause(5);
                }
              } catch (SQLException e) {
                refused.set(e);
              }
            });
    people.start();
    succeeded(command.run());
    ended.set(true);
    people.join();
    assertThat(refused.get()).isNull();
    assertThat(clicked).hasSizeGreaterThan(50);
    Map<String, String> last = new HashMap<>();
    clicked.forEach(it -> last.put(it.substring(2), it));
    assertThat(
            world
                .database
                .ask(
                    "SELECT string_agg(\"StatusFlag\" || ' ' || \"ID\", ',') FROM conflictvisitmaps")
                .split(",", -1))
        .containsAll(last.values());
    assertThat(
            world
                .database
                .ask(
                    """
                    SELECT string_agg(concat_ws(' ', status_after, map_row_id, who, application_user, step), ',' ORDER BY event_id)
                    FROM pipeline_history WHERE what = 'edited'""")
                .split(",", -1))
        .containsExactlyElementsOf(clicked.stream().map(it -> it + " postgres jdoe").toList());
    assertThat(hasWritten(world)).isTrue();
  }

  /** Whitelists a row, or ignores one that is; returns the status that it has then, and its id. */
  private static String toggle(Statement click, int person) throws SQLException {
    String sql =
        """
        UPDATE conflictvisitmaps SET "StatusFlag" = CASE "StatusFlag" WHEN 'W' THEN 'I' ELSE 'W' END
        WHERE %s RETURNING "StatusFlag", "ID" AS id"""
            .formatted(BigWorld.row(person, 1));
    try (ResultSet clicked = click.executeQuery(sql)) {
      clicked.next();
      return clicked.getString(1) + " " + clicked.getLong(2);
    }
  }

  @Test
  @DisplayName("A4 killed between two slices and run again, all keys end as undisturbed")
  void killedBetweenTwoSlicesTheNextTryLooksAtTheSameRows() {
    BigWorld world = new BigWorld(PEOPLE);
    world.database.execute(
        """
        INSERT INTO analytics_dev.dimcaregiver ("Caregiver Id", "SSN") VALUES ('c0000000-0000-4000-8000-000000000001', '900010001');
        INSERT INTO analytics_dev.factvisitcallperformance_cr ("Visit Id", "Caregiver Id", "Provider Id", "Visit Date",
            "Scheduled Start Time", "Scheduled End Time", "Visit Updated Timestamp")
          SELECT id, 'c0000000-0000-4000-8000-000000000001', 'b0000000-0000-4000-8000-00000000000' || side, day,
            day + time '12:00', day + time '13:00', timestamp '2026-05-02 09:00'
          FROM (VALUES
            ('00000000-0000-4000-8000-0000000000a1', 1, date '2026-04-26'), ('00000000-0000-4000-8000-0000000000a2', 2, date '2026-04-26'),
            ('f0000000-0000-4000-8000-0000000000b1', 1, date '2026-04-25'), ('f0000000-0000-4000-8000-0000000000b2', 2, date '2026-04-25'),
            ('f0000000-0000-4000-8000-0000000000c1', 1, date '2026-04-26'), ('f0000000-0000-4000-8000-0000000000c2', 2, date '2026-04-26')
          ) v(id, side, day);
        INSERT INTO conflictvisitmaps ("CONFLICTID", "SSN", "VisitDate", "VisitID", "ConVisitID", "StatusFlag", "ProviderName", "InServiceFlag", "SameSchTimeFlag")
          SELECT conflict, '900010001', date '2026-04-25' + later, format(pair, side)::uuid, format(pair, 3 - side)::uuid, 'N', 'old', 'N', 'Y'
          FROM (VALUES (1, 0, '00000000-0000-4000-8000-0000000000a%s'), (NULL, 0, 'f0000000-0000-4000-8000-0000000000b%s'),
            (NULL, 1, 'f0000000-0000-4000-8000-0000000000c%s')) v(conflict, later, pair), generate_series(1, 2) side""");
    Database undisturbed = world.database.copy();
    succeeded(world.allKeys().env(undisturbed.environment()).run());
    Disturbance.Ended ended =
        Disturbance.before(Disturbance.Kind.KILLED, Statements::writesConflicts, 5)
            .befalls(world.allKeys(), world.database);
    String names =
        """
        SELECT string_agg(right("VisitID"::text, 2) || "StatusFlag" || "ProviderName", ' ' ORDER BY "VisitID")
        FROM conflictvisitmaps WHERE "SSN" = '900010001'""";
    assertThat(world.database.ask(names)).as(ended.where()).contains("a1UNorth").contains("b1Nold");
    succeeded(world.allKeys().env(world.database.environment()).run());
    assertThat(world.database.ask(names))
        .isEqualTo(undisturbed.ask(names))
        .contains("b1UNorth", "b2USouth", "c1Nold");
    assertThat(world.database.ask("SELECT steps_of IS NULL FROM pipeline_steps")).isEqualTo("t");
  }

  private static String whitelist(int person) {
    return "UPDATE conflictvisitmaps SET \"StatusFlag\" = 'W' WHERE " + BigWorld.row(person, 1);
  }

  private static Connection person(BigWorld world) throws SQLException {
    Connection connection = world.database.connect();
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET lock_timeout = '30s'"); // a test that fails must end
    }
    return connection;
  }

  private static void clicks(BigWorld world, String sql) throws SQLException {
    try (Connection person = person(world);
        Statement click = person.createStatement()) {
      click.execute(sql);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
