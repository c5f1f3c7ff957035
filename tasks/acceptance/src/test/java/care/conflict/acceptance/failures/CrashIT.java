package care.conflict.acceptance.failures;

import static care.conflict.acceptance.scenes.Operations.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.proxies.Disturbance;
import care.conflict.acceptance.proxies.Statements;
import care.conflict.acceptance.scenes.Scene;
import care.conflict.acceptance.scenes.Scenes;
import care.conflict.acceptance.scenes.Undisturbed;
import care.conflict.acceptance.scenes.WritingTask;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.Database;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A task killed at any of its statements, then run again, ends as if undisturbed. What the database
 * is left with after one statement is what it is left with before the next: both are tried with
 * -Dcrash=all, for statements of every kind.
 */
@Tag("crash")
class CrashIT {

  private static final int AT_ONCE = 2;

  /** Statements that one run of the tests tries; -Dcrash=all tries all. */
  private static final int MOST = 12;

  /**
   * The copies to staging have a test of their own, in which readers look on; what all keys come to
   * is written as a chunk is, which has one too.
   */
  static List<WritingTask> tasks() {
    List<WritingTask> tasks = new ArrayList<>(List.of(WritingTask.values()));
    if (!Statements.all()) {
      tasks.removeAll(List.of(WritingTask.STAGING, WritingTask.COPY_TO_TEMP, WritingTask.ALL_KEYS));
    }
    return tasks;
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void killedAtAnyStatementAndRunAgainTheTablesAreAsUndisturbed(WritingTask task) throws Exception {
    int statements = Undisturbed.of(task).count(Statements::isChosen);
    assertThat(statements).as("statements of %s", task).isBetween(5, 500);
    List<Callable<Void>> cases = new ArrayList<>();
    for (int number : some(statements)) {
      cases.add(killed(task, number, true));
      if (Statements.all() || number == statements) {
        cases.add(killed(task, number, false));
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
    System.out.printf("%s: killed %d times at %d statements%n", task, cases.size(), statements);
  }

  /** The numbers of the statements; with many of them others each time, the last one always. */
  private static List<Integer> some(int statements) {
    List<Integer> numbers = new ArrayList<>(IntStream.range(1, statements).boxed().toList());
    if (!Statements.all()) {
      Collections.shuffle(numbers);
      numbers = numbers.subList(0, Math.min(MOST, numbers.size()));
    }
    numbers.add(statements);
    return numbers;
  }

  private static Callable<Void> killed(WritingTask task, int number, boolean before) {
    return () -> {
      Scene scene = Scenes.of(task);
      Database database = scene.database();
      Disturbance kill =
          new Disturbance(Disturbance.Kind.KILLED, Statements::isChosen, number, before);
      Disturbance.Ended ended = kill.befalls(scene.task(task, database, Undisturbed.RUN), database);
      Command.Finished again = scene.task(task, database, Undisturbed.RUN).run();
      assertThat(again.exitCode())
          .as("run again after %s: %s", ended.where(), again.everything())
          .isZero();
      succeeded(again);
      if (!cameToItsEnd(task, number, before)) {
        assertThat(Undisturbed.of(task).differences(database))
            .as("killed %s %s", before ? "before" : "after", ended.where())
            .isEmpty();
      }
      assertThat(database.ask("SELECT \"InProgressFlag\" FROM settings")).isEqualTo("0");
      database.drop();
      return null;
    };
  }

  /** A task that has forgotten what it noted does all of it anew, which is a run after a run. */
  private static boolean cameToItsEnd(WritingTask task, int number, boolean before) {
    List<String> chosen =
        Undisturbed.of(task).statements().stream().filter(Statements::isChosen).toList();
    int forgets = 0;
    for (String sql : chosen) {
      forgets = sql.contains("steps_of = NULL") ? chosen.lastIndexOf(sql) + 1 : forgets;
    }
    int committed = forgets + 1;
    return (task == WritingTask.STATUS || task == WritingTask.ALL_KEYS)
        && (before ? number > committed : number >= committed);
  }
}
