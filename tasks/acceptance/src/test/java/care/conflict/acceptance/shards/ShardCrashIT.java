package care.conflict.acceptance.shards;

import static care.conflict.acceptance.scenes.Operations.succeeded;
import static care.conflict.acceptance.shards.Sharded.VISITS;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.proxies.Disturbance;
import care.conflict.acceptance.proxies.PostgresProxy;
import care.conflict.acceptance.proxies.Statements;
import care.conflict.acceptance.scenes.Operations;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.stage.Picture;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is killed at any of its statements and run again ends as if undisturbed; a worker that wakes
 * when another has its shard, or another run the lock, writes nothing. With -Dcrash=all at every
 * statement.
 */
@Tag("crash")
class ShardCrashIT {

  /** Statements at which one run of the tests kills; -Dcrash=all tries all. */
  private static final int SOME = 3;

  private static final int SECONDS = 180;

  private static Picture.Loaded loaded;
  private static Sharded begun;
  private static Sharded planned;
  private static Sharded written;

  @BeforeAll
  static void plan() {
    Database database = Sharded.world().database.copy();
    loaded = Picture.Loaded.of(database);
    // Rows that are nowhere are among those that are stored.
    database.execute(
        "UPDATE conflictvisitmaps SET \"ConVisitID\" = CAST(md5(\"ID\"::text) AS uuid) WHERE \"ID\" % 5 = 0");
    begun = Sharded.begun(database, "killed", 2);
    planned = planned();
    written = planned(); // its end drops tables of its own
    for (int shard : List.of(1, 2)) {
      succeeded(written.shard(VISITS, shard).run());
    }
  }

  private static Sharded planned() {
    Sharded run = begun.copy();
    succeeded(run.plan(VISITS).run());
    assertThat(run.noted()).isEqualTo(2);
    return run;
  }

  /** Kills a command of copies of a run at some of its statements, or all, and runs it again. */
  private static void killed(
      Sharded before, Function<Sharded, Command> command, Function<Sharded, String> left) {
    Sharded undisturbed = before.copy();
    int statements;
    try (PostgresProxy proxy =
        new PostgresProxy(Database.port(), Statements::isChosen, moment -> true)) {
      succeeded(
          command.apply(undisturbed).env(undisturbed.database.environment(proxy.port())).run());
      statements = proxy.statements().size();
    }
    assertThat(statements).isGreaterThan(SOME);
    Picture expected = Picture.of(undisturbed.database, loaded);
    for (int number : some(statements)) {
      Sharded run = before.copy();
      Disturbance.Ended ended =
          Disturbance.before(Disturbance.Kind.KILLED, Statements::isChosen, number)
              .befalls(command.apply(run), run.database);
      succeeded(command.apply(run).run());
      assertThat(Picture.of(run.database, loaded).differences(expected))
          .as("killed before " + ended.where())
          .isEmpty();
      assertThat(left.apply(run)).as(ended.where()).isEqualTo(left.apply(undisturbed));
      run.database.drop();
    }
  }

  /** The last one always. */
  private static List<Integer> some(int statements) {
    List<Integer> numbers = new ArrayList<>(List.of(statements));
    if (Statements.all()) {
      for (int number = 1; number < statements; number++) {
        numbers.add(number);
      }
    } else {
      new Random().ints(1, statements).distinct().limit(SOME - 1).forEach(numbers::add);
    }
    return numbers;
  }

  @Test
  void aShardKilledAtAnyStatementAndRunAgainTheTablesAreAsUndisturbed() {
    killed(planned, run -> run.shard(VISITS, 1), Sharded::ledger);
  }

  @Test
  void aPlanKilledAtAnyStatementAndMadeAgainIsTheSameOfOneSetOfTables() {
    killed(begun, run -> run.plan(VISITS), run -> run.ledger() + run.noted());
  }

  @Test
  void anEndKilledAtAnyStatementAndRunAgainResolvesTheSame() {
    killed(written, run -> run.finish(VISITS), Sharded::ledger);
  }

  @ParameterizedTest
  @CsvSource({"INSERT INTO assigned, true", "FOR KEY SHARE, true", "INSERT INTO assigned, false"})
  void aWorkerThatSleptWhileAnotherTookItsShardOrTheLockWritesNothing(String before, boolean shard)
      throws Exception {
    Sharded run = planned.copy();
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch awake = new CountDownLatch(1);
    PostgresProxy.Interruption hold =
        moment -> {
          if (moment.before() && moment.number() == 1) {
            reached.countDown();
            awaitQuietly(awake);
          }
          return true;
        };
    try (PostgresProxy proxy =
        new PostgresProxy(Database.port(), sql -> isOfSlice(sql, before), hold)) {
      Command.Running sleeper =
          run.shard(VISITS, 1).env(run.database.environment(proxy.port())).start();
      assertThat(reached.await(SECONDS, TimeUnit.SECONDS)).isTrue();
      Operations.signal(sleeper, "STOP");
      if (shard) {
        succeeded(run.shard(VISITS, 1).run());
        assertThat(run.state(1)).isEqualTo("done");
      } else {
        run.database.execute("UPDATE pipeline_lock SET heard_at = heard_at - interval '1 day'");
        run.next("another");
      }
      String asleep = run.database.fingerprint() + run.ledger();
      awake.countDown();
      Operations.signal(sleeper, "CONT");
      Command.Finished finished = sleeper.await();
      assertThat(finished.exitCode()).as(finished.everything()).isIn(1, 3);
      assertThat(run.database.fingerprint() + run.ledger()).isEqualTo(asleep);
    }
  }

  private static boolean isOfSlice(String sql, String text) {
    return sql.contains("write_shard.write")
        && sql.contains(text)
        && !sql.contains("pipeline_lock");
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
