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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A task killed around what it writes of the history, then run again: each change is told, each
 * once. With -Dcrash=all at any of its statements.
 */
@Tag("crash")
class HistoryCrashIT {

  /** Where it is killed: before that statement, or when its answer is there. */
  private record Point(int number, boolean before) {}

  @ParameterizedTest
  @EnumSource(names = {"DETECTION", "INSERVICE", "STATUS", "ALL_KEYS"})
  void killedAndRunAgainEachChangeIsToldOnce(WritingTask task) {
    Predicate<String> chosen =
        Statements.all() ? Statements::isAny : Statements::writesHistoryOrCommits;
    List<String> statements = Undisturbed.of(task).statements().stream().filter(chosen).toList();
    List<Point> points = Statements.all() ? all(statements.size()) : ofEachKind(statements);
    assertThat(points).hasSizeBetween(3, 500);
    points.forEach(point -> killed(task, chosen, point));
  }

  private static List<Point> all(int statements) {
    return IntStream.rangeClosed(1, statements)
        .mapToObj(number -> new Point(number, number % 2 == 1))
        .toList();
  }

  /**
   * Around the first of each statement that writes the history, before one and behind the next; and
   * when the last of these is committed, which nobody knows who is killed then.
   */
  private static List<Point> ofEachKind(List<String> statements) {
    Set<String> kinds = new HashSet<>();
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < statements.size(); i++) {
      String kind = statements.get(i).replaceAll("(?s)/\\*.*?\\*/", "");
      if (Statements.writesHistory(kind) && kinds.add(kind)) {
        points.add(new Point(i + 1, kinds.size() % 2 == 0));
      }
    }
    int last = points.get(points.size() - 1).number();
    while (Statements.writesHistory(statements.get(last - 1))) {
      last++;
    }
    points.add(new Point(last, false));
    return points;
  }

  private static void killed(WritingTask task, Predicate<String> chosen, Point point) {
    Scene scene = Scenes.of(task);
    Database database = scene.database();
    Remembered tables = Remembered.now(database);
    Disturbance.Ended ended =
        new Disturbance(Disturbance.Kind.KILLED, chosen, point.number(), point.before())
            .befalls(scene.task(task, database, Undisturbed.RUN), database);
    succeeded(scene.task(task, database, Undisturbed.RUN).run());
    Remembered.assertTold(
        database, tables, 0, "%s killed %s %s".formatted(task, point, ended.where()));
    assertThat(
            database.ask(
                "SELECT count(*) FROM pipeline_history WHERE what NOT IN ('baseline', 'priced')"))
        .isNotEqualTo("0");
    database.drop();
  }
}
