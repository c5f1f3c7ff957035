package care.conflict.runtime;

import care.conflict.core.ExitCode;
import care.conflict.core.Run;
import care.conflict.core.TaskFailure;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Ends a task once: by itself, or on SIGTERM. On SIGTERM what runs is cancelled, the task has 20
 * seconds to roll back, the result document is written, the process ends with 143.
 */
final class Termination {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Run run;
  private final Consumer<Outcome> writer;
  private final Thread hook = new Thread(this::stop, "stop");
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile @Nullable Outcome written;

  Termination(Run run, Consumer<Outcome> writer) {
    this.run = run;
    this.writer = writer;
  }

  /** From now on SIGTERM stops the task. */
  void listen() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void listenNoMore() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending: the hook runs, and sees that the task has ended.
      ended.countDown();
    }
  }

  /** Writes the result document, unless it is written already; returns the outcome that counts. */
  synchronized Outcome end(Outcome outcome) {
    if (written == null) {
      written = outcome;
      writer.accept(outcome);
    }
    listenNoMore();
    ended.countDown();
    return written;
  }

  private void stop() {
    Thread canceller = new Thread(this::cancelAgainAndAgain, "cancel");
    canceller.setDaemon(true);
    canceller.start();
    try {
      if (!ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        end(new Outcome.Interrupted());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    System.out.flush();
    Runtime.getRuntime()
        .halt(written == null ? ExitCode.STOPPED.code() : written.exitCode().code());
  }

  /** A statement may begin just after a cancel. */
  private void cancelAgainAndAgain() {
    try {
      do {
        run.stop(new TaskFailure(ExitCode.STOPPED, "stopped", ""));
      } while (!ended.await(500, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
