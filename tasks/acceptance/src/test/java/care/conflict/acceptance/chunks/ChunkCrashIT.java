package care.conflict.acceptance.chunks;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.data.Parameters;
import care.conflict.acceptance.oracle.NaiveStoredDetection;
import care.conflict.acceptance.proxies.Disturbance;
import care.conflict.acceptance.proxies.PostgresProxy;
import care.conflict.acceptance.proxies.Statements;
import care.conflict.acceptance.scenes.Chunks;
import care.conflict.acceptance.scenes.Operations;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.stage.Picture;
import care.conflict.acceptance.worlds.WorldMaker;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A chunk killed at any of its statements, then run again, ends as if undisturbed; and a person's
 * click before any statement that locks conflicts survives. With -Dcrash=all all statements, else
 * those that write the store.
 */
@Tag("crash")
class ChunkCrashIT {

  private static final LocalDateTime NOW = LocalDateTime.parse("2026-05-02T10:00:00");
  private static final int AT_ONCE = 2;
  private static final Chunks PLANNED =
      Chunks.planned(WorldMaker.make(44, 300, NOW, Parameters.DEFAULT), 1);
  private static final Picture.Loaded LOADED = Picture.Loaded.of(PLANNED.database);

  private static boolean isChosen(String sql) {
    return Statements.all()
        ? Statements.isAny(sql)
        : sql.equals("COMMIT") || sql.contains("pipeline_chunks") || writesConflicts(sql);
  }

  private static boolean writesConflicts(String sql) {
    return sql.contains("UPDATE conflict_dev.conflictvisitmaps");
  }

  @Test
  void killedAtAnyStatementAndRunAgainTheTablesAreAsUndisturbed() throws Exception {
    Chunks undisturbed = PLANNED.copy();
    List<String> statements = statements(undisturbed, ChunkCrashIT::isChosen);
    Picture expected = Picture.of(undisturbed.database, LOADED);
    assertThat(statements.size()).isBetween(7, 400);
    List<Callable<Void>> cases = new ArrayList<>();
    for (int number = 1; number <= statements.size(); number++) {
      cases.add(killed(number, true, expected));
      if (Statements.all() || number == statements.size()) {
        cases.add(killed(number, false, expected));
      }
    }
    ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE);
    try {
      for (Future<Void> done : workers.invokeAll(cases)) {
        done.get();
      }
    } finally {
      workers.shutdownNow();
    }
    System.out.printf(
        "a chunk: killed %d times at %d statements%n", cases.size(), statements.size());
  }

  /** The statements of a kind of a chunk that nobody disturbs. */
  private static List<String> statements(Chunks chunks, Predicate<String> kind) {
    try (PostgresProxy proxy = new PostgresProxy(Database.port(), kind, moment -> true)) {
      Chunks.done(chunks.chunk(1).env(chunks.database.environment(proxy.port())));
      return List.copyOf(proxy.statements());
    }
  }

  private static Callable<Void> killed(int number, boolean before, Picture expected) {
    return () -> {
      Chunks chunks = PLANNED.copy();
      Disturbance kill =
          new Disturbance(Disturbance.Kind.KILLED, ChunkCrashIT::isChosen, number, before);
      Disturbance.Ended ended = kill.befalls(chunks.chunk(1), chunks.database);
      Operations.succeeded(chunks.chunk(1).run());
      assertThat(Picture.of(chunks.database, LOADED).differences(expected))
          .as("killed %s %s", before ? "before" : "after", ended.where())
          .isEmpty();
      assertThat(chunks.state(1)).isEqualTo("done");
      chunks.database.drop();
      return null;
    };
  }

  @Test
  void aClickJustBeforeAnyStatementThatLocksConflictsSurvives() {
    Chunks first = PLANNED.copy();
    String rows = rowsThatAreWritten(first);
    assertThat(statements(first, Statements::locksConflicts)).hasSize(4);
    // What is written and what is marked is locked first; then all is held, and locked as slices.
    for (int number = 1; number <= 2; number++) {
      clickBefore(number, rows);
    }
  }

  /** The ids of rows that a chunk marks, or updates and leaves open. */
  private static String rowsThatAreWritten(Chunks chunks) {
    String ids =
        NaiveStoredDetection.run(chunks.world, Parameters.DEFAULT)
            .contents()
            .maps()
            .values()
            .stream()
            .filter(row -> "U".equals(row.get("StatusFlag")) || "1".equals(row.get("UpdateFlag")))
            .filter(row -> !List.of("R", "D").contains(row.getOrDefault("StatusFlag", "-")))
            .map(row -> row.get("ID"))
            .reduce("0", (some, id) -> some + ", " + id);
    assertThat(ids).contains(",");
    return ids;
  }

  private static void clickBefore(int number, String rows) {
    Chunks chunks = PLANNED.copy();
    String click =
        """
        UPDATE conflictvisitmaps SET "StatusFlag" = 'W', "UpdateFlag" = NULL
        WHERE "ID" IN (SELECT "ID" FROM conflictvisitmaps WHERE "ID" IN (%s)
                       FOR UPDATE SKIP LOCKED) RETURNING "ID"
        """
            .formatted(rows);
    List<String> clicked = new ArrayList<>();
    PostgresProxy.Interruption interruption =
        moment -> {
          if (moment.before() && moment.number() == number) {
            clicked.add(
                chunks.database.ask(
                    "WITH clicked AS (%s) SELECT coalesce(string_agg(\"ID\"::text, ', '), '') FROM clicked"
                        .formatted(click)));
          }
          return true;
        };
    try (PostgresProxy proxy =
        new PostgresProxy(Database.port(), Statements::locksConflicts, interruption)) {
      Chunks.done(chunks.chunk(1).env(chunks.database.environment(proxy.port())));
    }
    assertThat(clicked).hasSize(1).doesNotContain("");
    assertThat(
            chunks.database.ask(
                """
                SELECT count(*) FROM conflictvisitmaps
                WHERE "ID" IN (%s) AND ("StatusFlag" <> 'W' OR "UpdateFlag" = 1)"""
                    .formatted(clicked.get(0))))
        .as("clicks that were lost")
        .isEqualTo("0");
    chunks.database.drop();
  }
}
