package care.conflict.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A person whitelists or ignores conflicts while detection writes: the click always survives. */
class ClickIT {

  private static Scene scene;
  private static List<String> rows;

  @BeforeAll
  static void makeTheWorld() {
    LocalDateTime now = LocalDateTime.parse("2026-05-02T10:00:00");
    scene = Scene.of(WorldMaker.make(42, 250, now, Parameters.DEFAULT));
    rows = rowsThatChange();
    assertThat(rows).isNotEmpty();
  }

  @AfterAll
  static void endTheWorld() {
    scene.close();
  }

  /** The ids of stored rows whose status an undisturbed run changes. */
  private static List<String> rowsThatChange() {
    List<String> found = new ArrayList<>();
    Contents after = NaiveDetection.run(scene.world, Parameters.DEFAULT).contents();
    for (Map<String, String> row : scene.world.storeRows("conflictvisitmaps")) {
      String status = row.getOrDefault("StatusFlag", "");
      Map<String, String> now = after.maps().get(Contents.PairId.of(row));
      if (!status.equals(now.get("StatusFlag"))) {
        found.add(row.get("ID"));
      }
    }
    return found;
  }

  @Test
  void aClickJustBeforeAnyWritingStatementSurvives() {
    int clicks = 0;
    while (clicks < 200 && clickBefore(clicks + 1)) {
      clicks++;
    }
    System.out.println("clicked before each of " + clicks + " statements");
    assertThat(clicks).isBetween(5, 199);
  }

  /** False where the run has no such statement. */
  private static boolean clickBefore(int number) {
    Database database = scene.database();
    AtomicBoolean reached = new AtomicBoolean();
    List<Thread> clicks = new CopyOnWriteArrayList<>();
    List<String> where = new CopyOnWriteArrayList<>();
    PostgresProxy.Interruption click =
        moment -> {
          if (moment.before() && moment.number() == number) {
            reached.set(true);
            where.add(moment.sql());
            rows.forEach(id -> clicks.add(click(database, id)));
            awaitAll(clicks, 300);
          }
          return true;
        };
    try (PostgresProxy proxy = new PostgresProxy(Database.port(), Statements::isWriting, click)) {
      Command.Finished finished =
          scene
              .detection(database, Parameters.DEFAULT)
              .env(database.environment(proxy.port()))
              .run();
      assertThat(finished.exitCode()).as(finished.everything()).isZero();
    }
    awaitAll(clicks, 20_000);
    if (reached.get()) {
      for (String id : rows) {
        String status =
            database.ask("SELECT \"StatusFlag\" FROM conflictvisitmaps WHERE \"ID\" = " + id);
        assertThat(status).as("row %s, clicked before %s", id, where).isEqualTo(clicked(id));
      }
    }
    return reached.get();
  }

  private static String clicked(String id) {
    return Long.parseLong(id) % 2 == 0 ? "W" : "I";
  }

  /** A click waits where the command has locked the row: it is made beside the command. */
  private static Thread click(Database database, String id) {
    String sql =
        "UPDATE conflictvisitmaps SET \"StatusFlag\" = '%s' WHERE \"ID\" = %s"
            .formatted(clicked(id), id);
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
