package care.conflict.acceptance;

import static care.conflict.acceptance.Operations.ended;
import static care.conflict.acceptance.Operations.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Asked to stop at any moment, a task stops, says so, and leaves nothing behind. */
class StoppedIT {

  private static final int TIMES = 5;
  private static final Random CHANCE = new Random();

  private final Operations pipeline = Operations.create();

  @RepeatedTest(TIMES)
  void detectionStoppedAtARandomStatementGivesBackTheLockThatItTook(RepetitionInfo time)
      throws Exception {
    stop(pipeline.detection("run"), statement(time, 35));
    pipeline.isFree();
  }

  @RepeatedTest(TIMES)
  void preflightStoppedAtARandomStatementGivesBackWhatItTook(RepetitionInfo time) throws Exception {
    try (CronJobs cron = CronJobs.withJob(7, true)) {
      stop(pipeline.preflight("run"), statement(time, 35));
      assertThat(cron.active()).isEqualTo("1,7");
      pipeline.isFree();
    }
  }

  @Test
  void aTaskOfARunThatHoldsTheLockLeavesItToTheRun() throws Exception {
    succeeded(pipeline.preflight("run").run());
    stop(pipeline.detection("run"), 12);
    pipeline.isHeldBy("run");
    succeeded(pipeline.postflight("run").run());
    pipeline.isFree();
  }

  @Test
  void postflightStoppedWhileTheViewWaitsGivesBackAllTheSame() throws Exception {
    try (CronJobs cron = CronJobs.withJob(7, true)) {
      succeeded(pipeline.preflight("run").run());
      try (Connection other = pipeline.database.connect();
          Statement statement = other.createStatement()) {
        other.setAutoCommit(false);
        statement.execute("LOCK TABLE conflictvisitmaps");
        Command.Running running = pipeline.postflight("run").start();
        pipeline.awaitWaiting(1);
        running.process().destroy();
        ended(143, running.await(30));
      }
      assertThat(cron.active()).isEqualTo("1,7");
      pipeline.isFree();
    }
  }

  @RepeatedTest(2)
  void postflightStoppedAtARandomStatementGivesBackAllTheSame() throws Exception {
    try (CronJobs cron = CronJobs.withJob(7, true)) {
      succeeded(pipeline.preflight("run").run());
      stop(pipeline.postflight("run"), 6 + CHANCE.nextInt(20));
      assertThat(cron.active()).isEqualTo("1,7");
      pipeline.isFree();
    }
  }

  /** Each time in another part of the whole, so that all of it is tried. */
  private static int statement(RepetitionInfo time, int whole) {
    int part = whole / TIMES;
    return 1 + part * (time.getCurrentRepetition() - 1) + CHANCE.nextInt(part);
  }

  private void stop(Command command, int statement) throws Exception {
    CompletableFuture<Command.Running> running = new CompletableFuture<>();
    AtomicReference<String> where = new AtomicReference<>("the end");
    AtomicLong asked = new AtomicLong();
    PostgresProxy.Interruption terminate =
        moment -> {
          if (moment.before() && moment.number() == statement) {
            where.set(moment.sql());
            running.join().process().destroy(); // SIGTERM
            asked.set(System.nanoTime());
            Operations.pause(CHANCE.nextInt(100));
          }
          return true;
        };
    try (PostgresProxy proxy = new PostgresProxy(Database.port(), Statements::isAny, terminate)) {
      running.complete(command.env(pipeline.database.environment(proxy.port())).start());
      Command.Finished finished = running.get().await(60);
      long took = Duration.ofNanos(System.nanoTime() - asked.get()).toSeconds();
      assertThat(where.get()).as("of %d", proxy.statements().size()).isNotEqualTo("the end");
      assertThat(took).as("seconds until it stopped at " + where).isLessThan(30);
      JsonNode result = ended(143, finished);
      assertThat(result.get("status").asText()).as(where.get()).isEqualTo("interrupted");
    }
    Operations.awaitTrue(
        () ->
            pipeline
                .database
                .ask(
                    "SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'task0%'"
                        + " AND state <> 'idle' AND datname = current_database()")
                .equals("0"));
  }
}
