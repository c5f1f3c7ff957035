package care.conflict.acceptance.people;

import static care.conflict.acceptance.scenes.Operations.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.proxies.PostgresProxy;
import care.conflict.acceptance.proxies.Statements;
import care.conflict.acceptance.scenes.Scene;
import care.conflict.acceptance.scenes.Scenes;
import care.conflict.acceptance.scenes.Undisturbed;
import care.conflict.acceptance.scenes.WritingTask;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A person whitelists or ignores conflicts while a task writes: the click always survives. */
@Tag("crash")
class ClickIT {

  private static final int MOST_ROWS = 20;

  private static final Map<WritingTask, List<Row>> ROWS = new EnumMap<>(WritingTask.class);

  /** A row of one of the two tables of conflicts. */
  private record Row(String table, String key, long id) {

    String status() {
      return id % 2 == 0 ? "W" : "I";
    }

    String where() {
      return "\"%s\" = %d".formatted(key, id);
    }
  }

  /** Neither copies to staging nor plans change a status. */
  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"STAGING", "COPY_TO_TEMP", "PLAN"})
  void aClickJustBeforeAnyWritingStatementSurvives(WritingTask task) {
    // Behind the statement that locks them rows cannot be clicked on.
    Predicate<String> writing =
        Statements.all() ? Statements::isWriting : Statements::locksConflicts;
    List<Row> rows = ROWS.computeIfAbsent(task, ClickIT::rowsThatChange);
    assertThat(rows).isNotEmpty();
    int statements = Undisturbed.of(task).count(writing);
    assertThat(statements).isBetween(1, 200);
    for (int number = 1; number <= statements; number++) {
      clickBefore(task, rows, writing, number);
    }
    System.out.printf(
        "%s: clicked on %d rows before each of %d statements%n", task, rows.size(), statements);
  }

  /**
   * Some rows whose status an undisturbed run changes, but for the two that count for more than a
   * click: a visit that was deleted, and the no-response rule.
   */
  private static List<Row> rowsThatChange(WritingTask task) {
    Database database = Scenes.of(task).database();
    List<Row> rows = new ArrayList<>();
    Map<Row, String> before = new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
    read(database, "conflictvisitmaps", "ID", "ConNoResponseFlag", before);
    read(database, "conflicts", "CONFLICTID", "NoResponseFlag", before);
    succeeded(Scenes.of(task).task(task, database, Undisturbed.RUN).run());
    for (Map.Entry<Row, String> row : before.entrySet()) {
      String after = status(database, row.getKey());
      if (after != null && !after.equals("D") && !after.equals(row.getValue())) {
        rows.add(row.getKey());
      }
    }
    List<Row> chosen = new ArrayList<>();
    for (String table : List.of("conflictvisitmaps", "conflicts")) {
      rows.stream().filter(r -> r.table.equals(table)).limit(MOST_ROWS).forEach(chosen::add);
    }
    return chosen;
  }

  private static void read(
      Database database, String table, String key, String noResponse, Map<Row, String> rows) {
    String sql =
        "SELECT \"%s\", coalesce(\"StatusFlag\", '') FROM %s WHERE \"%s\" IS DISTINCT FROM 'Yes'"
            .formatted(key, table, noResponse);
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      while (found.next()) {
        rows.put(new Row(table, key, found.getLong(1)), found.getString(2));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String status(Database database, Row row) {
    return database.ask("SELECT \"StatusFlag\" FROM %s WHERE %s".formatted(row.table, row.where()));
  }

  private static void clickBefore(
      WritingTask task, List<Row> rows, Predicate<String> writing, int number) {
    Scene scene = Scenes.of(task);
    Database database = scene.database();
    List<Thread> clicks = new CopyOnWriteArrayList<>();
    AtomicReference<String> where = new AtomicReference<>();
    PostgresProxy.Interruption click =
        moment -> {
          if (moment.before() && moment.number() == number) {
            where.set(moment.sql());
            rows.forEach(row -> clicks.add(click(database, row)));
            awaitAll(clicks, 300);
          }
          return true;
        };
    try (PostgresProxy proxy = new PostgresProxy(Database.port(), writing, click)) {
      Command command = scene.task(task, database, Undisturbed.RUN);
      succeeded(command.env(database.environment(proxy.port())).run());
    }
    awaitAll(clicks, 20_000);
    assertThat(where).as("statement " + number).doesNotHaveNullValue();
    for (Row row : rows) {
      assertThat(status(database, row))
          .as("%s, clicked before %s", row, where)
          .isEqualTo(row.status());
    }
    database.drop();
  }

  /** A click waits where the command has locked the row: it is made beside the command. */
  private static Thread click(Database database, Row row) {
    String sql =
        "UPDATE %s SET \"StatusFlag\" = '%s' WHERE %s"
            .formatted(row.table, row.status(), row.where());
    Thread thread = new Thread(() -> database.execute(sql), "click");
    thread.start();
    return thread;
  }

  private static void awaitAll(List<Thread> threads, long milliseconds) {
    long end = System.nanoTime() + milliseconds * 1_000_000;
    try {
      for (Thread thread : threads) {
        thread.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
