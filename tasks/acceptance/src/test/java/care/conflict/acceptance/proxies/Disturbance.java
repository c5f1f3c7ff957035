package care.conflict.acceptance.proxies;

import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Something that befalls a command at one of its statements. */
public record Disturbance(Kind kind, Predicate<String> counted, int number, boolean before) {

  /** How long a signal may take to reach the command: its statement lasts as long, or this long. */
  private static final Duration SIGNAL = Duration.ofSeconds(20);

  private static final Duration CANCELLED = Duration.ofMillis(300);

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
        awaitStopping(running.process());
        LockSupport.parkNanos(CANCELLED.toNanos());
      }
      case DATABASE_LOST -> proxy.close();
    }
    return kind == Kind.TOLD_TO_STOP;
  }

  /** Until its thread that cancels is there, where the machine shows threads by their names. */
  private static void awaitStopping(Process process) {
    Path threads = Path.of("/proc", Long.toString(process.pid()), "task");
    long until = System.nanoTime() + SIGNAL.toNanos();
    while (Files.exists(threads) && System.nanoTime() < until) {
      try (Stream<Path> all = Files.list(threads)) {
        for (Path thread : all.toList()) {
          if (Files.readString(thread.resolve("comm")).strip().equals("cancel")) {
            return;
          }
        }
      } catch (IOException | UncheckedIOException e) {
        // A thread that ended meanwhile is none of those that are looked for.
      }
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
  }
}
