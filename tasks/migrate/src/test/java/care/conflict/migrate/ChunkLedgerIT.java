package care.conflict.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import care.conflict.chunks.Chunk;
import care.conflict.chunks.ChunkLedger;
import care.conflict.chunks.ChunkRecord;
import care.conflict.core.Counts;
import care.conflict.core.ExitCode;
import care.conflict.core.Progress;
import care.conflict.core.Run;
import care.conflict.core.TaskFailure;
import care.conflict.core.statements.Rows;
import care.conflict.store.Session;
import care.conflict.store.Store;
import care.conflict.testing.Runs;
import java.sql.Date;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The ledger of chunks in a real database, by a role that has the grants and nothing more. */
final class ChunkLedgerIT {
  private static final String ROLE = "worker_of_chunks";
  private static final LocalDate MONDAY = LocalDate.of(2026, 11, 16);
  private static final Counts COUNTS =
      Counts.of("updated", 4).and("repaired", 3).and("unchanged", 2).and("marked", 1);

  private static Database database;
  private static Store store;

  private final Run run = run("scheduled__1");

  private record Key(int chunk, LocalDate date, String ssn, long rows) {}

  /** Keys of one run as a stream. */
  private static final class Keys implements Rows {
    private final String runId;
    private final Iterator<Key> rest;
    private Key key;

    Keys(String runId, Key... keys) {
      this.runId = runId;
      this.rest = List.of(keys).iterator();
    }

    @Override
    public List<String> columns() {
      return List.of("run_id", "chunk_id", "visit_date", "ssn", "rows");
    }

    @Override
    public boolean next() {
      boolean more = rest.hasNext();
      key = more ? rest.next() : null;
      return more;
    }

    @Override
    public Object value(int column) {
      return switch (column) {
        case 0 -> runId;
        case 1 -> key.chunk();
        case 2 -> Date.valueOf(key.date());
        case 3 -> key.ssn();
        default -> key.rows();
      };
    }

    @Override
    public void close() {}
  }

  @BeforeAll
  static void makeTables() throws Exception {
    database = Database.create();
    database.execute("CREATE ROLE " + ROLE + " LOGIN PASSWORD '" + Server.PASSWORD + "'");
    database.migrate("--with-operational-tables");
    Database.Migrated granted = database.migrate("--grant-to", ROLE);
    assertThat(granted.exitCode()).as(granted.log()).isZero();
    store = Store.open(run("scheduled__1"));
  }

  @AfterAll
  static void disconnect() {
    store.close();
  }

  @BeforeEach
  void empty() throws SQLException {
    database.execute("TRUNCATE pipeline_chunks, pipeline_chunk_keys");
  }

  @Test
  void ledgerAddsUpTheKeysOfEachChunk() throws Exception {
    try (Session session = store.session()) {
      List<Chunk> chunks =
          plan(
              run,
              session,
              new Key(1, MONDAY, "a", 5),
              new Key(1, MONDAY.plusDays(1), null, 6),
              new Key(2, MONDAY.plusDays(1), "b", 7));

      assertThat(chunks)
          .extracting(Chunk::id, Chunk::rows, Chunk::keys, Chunk::firstDate, Chunk::lastDate)
          .containsExactly(
              tuple(1, 11L, 2L, MONDAY, MONDAY.plusDays(1)),
              tuple(2, 7L, 1L, MONDAY.plusDays(1), MONDAY.plusDays(1)));
    }
    assertThat(
            database.ask(
                "SELECT chunk_id || ' ' || visit_date || ' ' || coalesce(ssn, '-') || ' ' || rows"
                    + " FROM conflict_dev.pipeline_chunk_keys ORDER BY 1"))
        .containsExactly("1 2026-11-16 a 5", "1 2026-11-17 - 6", "2 2026-11-17 b 7");
    assertThat(states()).containsExactly("1 pending", "2 pending");
  }

  @Test
  void newPlanReplacesThatOfTheRunAndTheKeysOfAllAndWhatIsOld() throws Exception {
    Run other = run("scheduled__2");
    Run old = run("scheduled__3");
    try (Session session = store.session()) {
      plan(other, session, new Key(1, MONDAY, "a", 1));
      plan(old, session, new Key(1, MONDAY, "a", 1));
      database.execute(
          "UPDATE pipeline_chunks SET planned_at = now() - INTERVAL '31 days' WHERE run_id = 'scheduled__3'");
      plan(run, session, new Key(1, MONDAY, "a", 1), new Key(2, MONDAY, "b", 1));

      plan(run, session, new Key(1, MONDAY, "c", 1));

      assertThat(new ChunkLedger(other, session).records()).hasSize(1);
      assertThat(new ChunkLedger(old, session).records()).isEmpty();
      assertThat(new ChunkLedger(run, session).records()).hasSize(1);
      assertThat(database.ask("SELECT run_id || ssn FROM conflict_dev.pipeline_chunk_keys"))
          .containsExactly("scheduled__1c");
      assertMisused(() -> new ChunkLedger(other, session).take(1), "the keys of chunk 1 are gone");
      assertMisused(() -> new ChunkLedger(run, session).take(2), "has no chunk 2 in its ledger");
    }
  }

  @Test
  void noRowsAreNoChunks() throws Exception {
    try (Session session = store.session()) {
      plan(run, session, new Key(1, MONDAY, "a", 1));

      assertThat(plan(run, session)).isEmpty();
      assertThat(new ChunkLedger(run, session).records()).isEmpty();
    }
  }

  @Test
  void chunkIsTakenUntilItIsDone() throws Exception {
    try (Session session = store.session()) {
      ChunkLedger ledger = new ChunkLedger(run, session);
      plan(run, session, new Key(1, MONDAY, "a", 5));
      Chunk chunk = ledger.take(1).orElseThrow();
      assertThat(states()).containsExactly("1 running");
      ledger.failed(chunk);
      assertThat(states()).containsExactly("1 failed");
      assertThat(ledger.take(1)).contains(chunk); // failed: again
      assertThat(ledger.take(1)).contains(chunk); // its worker died: again
      session.write(
          () -> {
            assertThat(ledger.lockForWork(chunk)).isTrue();
            ledger.done(chunk, COUNTS);
            return 0;
          });

      assertThat(ledger.take(1)).isEmpty();
      ledger.failed(chunk);
      assertThat(ledger.records())
          .singleElement()
          .satisfies(
              record -> {
                assertThat(record.chunk()).isEqualTo(chunk);
                assertThat(record.state()).isEqualTo(ChunkRecord.State.DONE);
                assertThat(record.counts().asMap()).isEqualTo(COUNTS.asMap());
                assertThat(record.took().orElseThrow()).isPositive();
              });
      assertThat(
              database.ask(
                  """
                  SELECT state || ' ' || updated || repaired || unchanged || marked || ' ' || (ended_at >= started_at)
                  FROM conflict_dev.pipeline_chunks"""))
          .containsExactly("done 4321 true");
    }
  }

  @Test
  void ofTwoWorkersWithTheSameChunkOneWaitsAndFindsItDone() throws Exception {
    try (Session first = store.session();
        Session second = store.session()) {
      ChunkLedger ours = new ChunkLedger(run, first);
      ChunkLedger theirs = new ChunkLedger(run, second);
      plan(run, first, new Key(1, MONDAY, "a", 5));
      Chunk chunk = ours.take(1).orElseThrow();
      assertThat(theirs.take(1)).contains(chunk);

      CompletableFuture<Boolean> waiting =
          first.write(
              () -> {
                assertThat(ours.lockForWork(chunk)).isTrue();
                CompletableFuture<Boolean> other = inBackground(second, theirs, chunk);
                assertThatThrownBy(() -> other.get(300, TimeUnit.MILLISECONDS))
                    .isInstanceOf(TimeoutException.class);
                ours.done(chunk, COUNTS);
                return other;
              });

      assertThat(waiting.get(20, TimeUnit.SECONDS)).isFalse();
    }
  }

  @Test
  void chunkOfAnEarlierPlanWritesNoMore() throws Exception {
    try (Session session = store.session()) {
      ChunkLedger ledger = new ChunkLedger(run, session);
      plan(run, session, new Key(1, MONDAY, "a", 5));
      Chunk chunk = ledger.take(1).orElseThrow();
      plan(run, session, new Key(1, MONDAY, "b", 5));
      Chunk anew = ledger.take(1).orElseThrow();

      assertMisused(
          () -> session.write(() -> ledger.lockForWork(chunk)), "chunk 1 was planned anew");
      ledger.failed(chunk);
      assertThat(states()).containsExactly("1 running");
      assertThat(session.write(() -> ledger.lockForWork(anew))).isTrue();
    }
  }

  private static CompletableFuture<Boolean> inBackground(
      Session session, ChunkLedger ledger, Chunk chunk) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return session.write(() -> ledger.lockForWork(chunk));
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static void assertMisused(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .hasMessageContaining(message)
        .isInstanceOfSatisfying(
            TaskFailure.class,
            failure -> {
              assertThat(failure.exitCode()).isEqualTo(ExitCode.MISUSED);
              assertThat(failure.advice()).isNotEmpty();
            });
  }

  private static List<Chunk> plan(Run run, Session session, Key... keys) throws SQLException {
    return new ChunkLedger(run, session)
        .replan(new Keys(run.runId(), keys), Progress.of(run, "chunk keys"));
  }

  private static List<String> states() throws SQLException {
    return database.ask(
        "SELECT chunk_id || ' ' || state FROM conflict_dev.pipeline_chunks ORDER BY chunk_id");
  }

  private static Run run(String runId) {
    return Runs.of("get_task02_chunks", runId, database.environment(ROLE));
  }
}
