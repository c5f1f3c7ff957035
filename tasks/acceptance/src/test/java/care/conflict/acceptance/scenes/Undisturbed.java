package care.conflict.acceptance.scenes;

import care.conflict.acceptance.proxies.PostgresProxy;
import care.conflict.acceptance.proxies.Statements;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.stage.Picture;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What a task that is run alone over its scene does and leaves, when nobody disturbs it. */
public record Undisturbed(List<String> statements, Picture.Loaded loaded, Picture picture) {

  public static final String RUN = "run";

  private static final Map<WritingTask, Undisturbed> RUNS = new EnumMap<>(WritingTask.class);

  /** Of one task; run once. */
  public static synchronized Undisturbed of(WritingTask task) {
    return RUNS.computeIfAbsent(task, Undisturbed::run);
  }

  private static Undisturbed run(WritingTask task) {
    Scene scene = Scenes.of(task);
    Database database = scene.database();
    Picture.Loaded loaded = Picture.Loaded.of(database);
    Picture before = Picture.of(database, loaded);
    try (PostgresProxy proxy =
        new PostgresProxy(Database.port(), Statements::isAny, moment -> true)) {
      Command command = scene.task(task, database, RUN).env(database.environment(proxy.port()));
      Operations.succeeded(command.run());
      Picture after = Picture.of(database, loaded);
      if (after.differences(before).isEmpty()) {
        throw new AssertionError(task + " has nothing to do in its world");
      }
      return new Undisturbed(List.copyOf(proxy.statements()), loaded, after);
    }
  }

  /** How many of its statements are of a kind. */
  public int count(Predicate<String> kind) {
    return (int) statements.stream().filter(kind).count();
  }

  /** How the database differs from what an undisturbed run leaves; empty where it does not. */
  public String differences(Database database) {
    return Picture.of(database, loaded).differences(picture);
  }
}
