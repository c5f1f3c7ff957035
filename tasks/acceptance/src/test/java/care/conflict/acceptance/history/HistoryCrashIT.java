package care.conflict.acceptance.history;

import static care.conflict.acceptance.scenes.Operations.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.proxies.Disturbance;
import care.conflict.acceptance.proxies.Statements;
import care.conflict.acceptance.scenes.Scene;
import care.conflict.acceptance.scenes.Scenes;
import care.conflict.acceptance.scenes.Undisturbed;
import care.conflict.acceptance.scenes.WritingTask;
import care.conflict.acceptance.stage.Database;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A task killed around what it writes of the history, then run again: each change is told, each
 * once. With -Dcrash=all at any of its statements.
 */
@Tag("crash")
class HistoryCrashIT {

  private static final int MOST = 6;

  @ParameterizedTest
  @EnumSource(names = {"DETECTION", "INSERVICE", "STATUS", "ALL_KEYS"})
  void killedAndRunAgainEachChangeIsToldOnce(WritingTask task) {
    Predicate<String> chosen =
        Statements.all() ? Statements::isAny : Statements::writesConflictsOrHistory;
    int statements = Undisturbed.of(task).count(chosen);
    assertThat(statements).isBetween(2, 500);
    int step = Statements.all() ? 1 : Math.max(1, statements / MOST);
    for (int number = 1; number <= statements; number += step) {
      killed(task, chosen, number, number % 2 == 1);
    }
  }

  private static void killed(
      WritingTask task, Predicate<String> chosen, int number, boolean before) {
    Scene scene = Scenes.of(task);
    Database database = scene.database();
    Remembered tables = Remembered.now(database);
    Disturbance.Ended ended =
        new Disturbance(Disturbance.Kind.KILLED, chosen, number, before)
            .befalls(scene.task(task, database, Undisturbed.RUN), database);
    succeeded(scene.task(task, database, Undisturbed.RUN).run());
    Remembered.assertTold(
        database, tables, 0, "%s killed %s %s".formatted(task, before, ended.where()));
    assertThat(
            database.ask(
                "SELECT count(*) FROM pipeline_history WHERE what NOT IN ('baseline', 'priced')"))
        .isNotEqualTo("0");
    database.drop();
  }
}
