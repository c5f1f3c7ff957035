package care.conflict.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.conflict.core.ExitCode;
import care.conflict.core.Run;
import care.conflict.core.TaskFailure;
import care.conflict.core.statements.SqlText;
import care.conflict.lock.HeldLock;
import care.conflict.store.Fence;
import care.conflict.store.Session;
import care.conflict.store.Slices;
import care.conflict.store.SpreadSlices;
import care.conflict.store.Statements;
import care.conflict.store.Store;
import care.conflict.store.Writers;
import care.conflict.testing.Runs;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several sessions at one work: what they see, and what becomes of them where one fails. */
final class WritersIT {
  private static final SqlText FOR_AN_HOUR =
      new SqlText("an hour", "SELECT pg_sleep(3600)", List.of());

  private static final SqlText FOR_SOME_SECONDS =
      new SqlText("some seconds", "SELECT pg_sleep(12)", List.of());

  private static final SqlText RESOLVE =
      new SqlText(
          "resolve",
          "UPDATE conflict_dev.conflicts SET \"StatusFlag\" = 'R' WHERE \"CONFLICTID\" IN (SELECT id FROM locked)",
          List.of());

  private final Database database;
  private final Run run;
  private final Store store;
  private final Session own;

  WritersIT() throws Exception {
    database = Database.create();
    database.migrate("--with-operational-tables");
    database.execute("INSERT INTO settings (\"InProgressFlag\") VALUES (0)");
    run = Runs.of("writers", "run", database.environment(Server.SUPERUSER));
    store = Store.open(run);
    own = store.session();
  }

  @AfterEach
  void disconnect() throws Exception {
    own.close();
    store.close();
  }

  @Test
  void partsAreWrittenAtOnceEachOnceAndTheirRowsAreAddedUp() throws Exception {
    CyclicBarrier met = new CyclicBarrier(2);
    Set<Integer> written = new ConcurrentSkipListSet<>();
    try (Writers writers = Writers.of(run, own, store, 2)) {
      assertThat(writers.count()).isEqualTo(2);
      long rows =
          writers.write(
              4,
              (session, number) -> {
                await(met);
                assertThat(written.add(number)).isTrue();
                return number;
              });
      assertThat(rows).isEqualTo(0 + 1 + 2 + 3);
      assertThat(written).containsExactly(0, 1, 2, 3);
    }
  }

  private static void await(CyclicBarrier met) {
    try {
      met.await(1, TimeUnit.MINUTES);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void slicesOfOneListAreWrittenByAllEachByOneAndTheListStaysWhole() throws Exception {
    execute(
        """
        INSERT INTO conflicts ("CONFLICTID", "StatusFlag") SELECT n, 'U' FROM generate_series(1, 10) n""");
    own.execute(
        new SqlText(
            "list",
            "CREATE TEMPORARY TABLE wanted AS SELECT n AS conflict_id, n % 5 AS slice FROM generate_series(1, 10) n",
            List.of()),
        Map.of());
    CyclicBarrier met = new CyclicBarrier(2);
    Map<Integer, Session> bySlice = new ConcurrentHashMap<>();
    try (Writers writers = Writers.of(run, own, store, 2)) {
      long rows =
          SpreadSlices.of(run, writers, "wanted", Slices.Kind.CONFLICTS)
              .write(
                  (session, slice) -> {
                    if (slice < 2) {
                      await(met);
                    }
                    assertThat(bySlice.put(slice, session)).isNull();
                    return session.execute(RESOLVE, Map.of());
                  },
                  written -> written);
      assertThat(rows).isEqualTo(10);
    }
    assertThat(bySlice).containsOnlyKeys(0, 1, 2, 3, 4);
    assertThat(bySlice.values()).contains(own).hasSize(5);
    assertThat(database.ask("SELECT count(*) FROM conflicts WHERE \"StatusFlag\" = 'R'"))
        .containsExactly("10");
    assertThat(own.execute(new SqlText("whole", "DELETE FROM wanted", List.of()), Map.of()))
        .isEqualTo(10);
  }

  /** Also what begins after the first cancel. */
  @ParameterizedTest
  @ValueSource(ints = {0, 250})
  void whereAPartFailsTheOthersAreCancelledAndItsErrorIsThatOfTheWork(int late) throws Exception {
    IllegalStateException broken = new IllegalStateException("broken off");
    for (boolean ownFails : List.of(true, false)) {
      CyclicBarrier met = new CyclicBarrier(2);
      long begun = System.nanoTime();
      try (Writers writers = Writers.of(run, own, store, 2)) {
        assertThatThrownBy(
                () ->
                    writers.write(
                        3,
                        (session, number) -> {
                          await(met);
                          if (session.equals(own) == ownFails) {
                            throw broken;
                          }
                          LockSupport.parkNanos(Duration.ofMillis(late).toNanos());
                          return session.execute(FOR_AN_HOUR, Map.of());
                        }))
            .isSameAs(broken);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMinutes(1));
    }
    assertThat(
            database.ask(
                "SELECT query FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%pg_sleep(3600)'"))
        .isEmpty();
  }

  @Test
  void allSeeOneMomentWhateverIsWrittenMeanwhile() throws Exception {
    try (Session other = store.session()) {
      own.writeAtOneMoment(
          () -> {
            String snapshot = own.snapshot();
            raiseTheFlag();
            assertThat(other.<Long, Exception>writeAtMomentOf(snapshot, () -> flag(other)))
                .isZero();
            assertThat(flag(own)).isZero();
            return null;
          });
      assertThat(flag(own)).isEqualTo(1);
      assertThat(other.<Long, Exception>write(() -> flag(other))).isEqualTo(1);
    }
  }

  @Test
  void whoIsDoneAndWaitsForTheOthersIsHeardOf() throws Exception {
    own.fencedBy(
        new Fence(
            1,
            "mark",
            new SqlText(
                "check",
                "SELECT set_config('idle_in_transaction_session_timeout', '8s', TRUE)",
                List.of()),
            Map.of(),
            () -> TaskFailure.failed("lost", "")));
    try (Writers writers = Writers.of(run, own, store, 2)) {
      CyclicBarrier met = new CyclicBarrier(2);
      long rows =
          own.write(
              () ->
                  writers.write(
                      2,
                      (session, number) -> {
                        await(met);
                        if (!session.equals(own)) {
                          session.execute(FOR_SOME_SECONDS, Map.of());
                        }
                        return 1;
                      }));
      assertThat(rows).isEqualTo(2);
    }
  }

  private void raiseTheFlag() {
    execute("UPDATE settings SET \"InProgressFlag\" = 1");
  }

  private void execute(String sql) {
    try {
      database.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long flag(Session session) throws SQLException {
    return Statements.of(session, "run_lock").row("flag").number("flag");
  }

  @Test
  void aHeartbeatSinceTheMomentIsNoHindranceAndANewTokenIs() throws Exception {
    try (HeldLock lock = HeldLock.join(run, store);
        Session other = lock.session()) {
      own.writeAtOneMoment(
          () -> {
            String snapshot = own.snapshot();
            execute("UPDATE pipeline_lock SET heard_at = clock_timestamp()");
            execute("UPDATE pipeline_lock SET heard_at = clock_timestamp()");
            assertThat(other.<Long, Exception>writeAtMomentOf(snapshot, () -> 5L)).isEqualTo(5);
            execute("UPDATE pipeline_lock SET token = token + 1");
            assertThatThrownBy(() -> other.writeAtMomentOf(snapshot, () -> 6L))
                .isInstanceOfSatisfying(
                    TaskFailure.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.LOCKED));
            return null;
          });
      execute("UPDATE pipeline_lock SET token = token - 1");
    }
  }
}
