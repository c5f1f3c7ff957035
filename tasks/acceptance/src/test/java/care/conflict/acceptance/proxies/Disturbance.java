package care.conflict.acceptance.proxies;

import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.Database;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Something that befalls a command at one of its statements. */
public record Disturbance(Kind kind, Predicate<String> counted, int number, boolean before) {

  /** How long a signal may take to reach the command: its statement lasts at least as long. */
  private static final Duration SIGNAL = Duration.ofMillis(300);

  /** What befalls it. */
  public enum Kind {
    KILLED,
    TOLD_TO_STOP,
    DATABASE_LOST
  }

  /** How the command ended, at what it was disturbed, if it was, and how long it went on then. */
  public record Ended(Command.Finished finished, String where, Duration after) {}

  /** Just before a statement of a kind, counted from 1. */
  public static Disturbance before(Kind kind, Predicate<String> counted, int number) {
    return new Disturbance(kind, counted, number, true);
  }

  /** Starts the command, disturbs it, waits for its end; it must have such a statement. */
  public Ended befalls(Command command, Database database) {
    Ended ended = run(command, database);
    if (ended.where.isEmpty()) {
      throw new AssertionError("no statement " + number + ": " + ended.finished.everything());
    }
    return ended;
  }

  /** The same; empty where the command has no such statement, and so ended undisturbed. */
  public Optional<Ended> meets(Command command, Database database) {
    return Optional.of(run(command, database)).filter(ended -> !ended.where.isEmpty());
  }

  private Ended run(Command command, Database database) {
    CompletableFuture<Command.Running> running = new CompletableFuture<>();
    AtomicReference<PostgresProxy> proxy = new AtomicReference<>();
    AtomicReference<String> where = new AtomicReference<>("");
    AtomicLong when = new AtomicLong();
    PostgresProxy.Interruption disturb =
        moment -> {
          if (moment.number() != number || moment.before() != before) {
            return true;
          }
          where.set(brief(moment.sql()));
          when.set(System.nanoTime());
          return disturb(running.join(), proxy.get());
        };
    try (PostgresProxy between = new PostgresProxy(Database.port(), counted, disturb)) {
      proxy.set(between);
      running.complete(command.env(database.environment(between.port())).start());
      Command.Finished finished = running.join().await();
      Duration after = Duration.ofNanos(System.nanoTime() - when.get());
      return new Ended(finished, where.get(), after);
    }
  }

  private static String brief(String sql) {
    String line = sql.replaceAll("\\s+", " ");
    return line.substring(0, Math.min(120, line.length()));
  }

  private boolean disturb(Command.Running running, PostgresProxy proxy) throws IOException {
    switch (kind) {
      case KILLED -> running.process().destroyForcibly();
      case TOLD_TO_STOP -> {
        running.process().destroy();
        LockSupport.parkNanos(SIGNAL.toNanos());
      }
      case DATABASE_LOST -> proxy.close();
    }
    return kind == Kind.TOLD_TO_STOP;
  }
}
