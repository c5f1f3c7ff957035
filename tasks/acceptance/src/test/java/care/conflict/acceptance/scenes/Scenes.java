package care.conflict.acceptance.scenes;

import care.conflict.acceptance.data.Parameters;
import care.conflict.acceptance.data.StatusParameters;
import care.conflict.acceptance.worlds.InserviceWorldMaker;
import care.conflict.acceptance.worlds.StagingWorld;
import care.conflict.acceptance.worlds.StatusWorldMaker;
import care.conflict.acceptance.worlds.WorldMaker;
import java.time.LocalDateTime;
import java.util.EnumMap;
import java.util.Map;

/** A small scene for each task, in which there is something for it to do; made once. */
public final class Scenes {

  private static final LocalDateTime NOW = LocalDateTime.parse("2026-05-02T10:00:00");
  private static final Map<WritingTask, Scene> MADE = new EnumMap<>(WritingTask.class);

  private Scenes() {}

  /** The one of a task. */
  public static synchronized Scene of(WritingTask task) {
    return MADE.computeIfAbsent(task, Scenes::make);
  }

  private static Scene make(WritingTask task) {
    return switch (task) {
      case STAGING -> Scene.of(StagingWorld.make(42));
      case DETECTION -> Scene.of(WorldMaker.make(42, 250, NOW, Parameters.DEFAULT));
      case INSERVICE -> Scene.of(InserviceWorldMaker.make(42, 400, NOW, Parameters.DEFAULT));
      case STATUS -> Scene.of(StatusWorldMaker.make(42, 60, NOW, StatusParameters.DEFAULT));
      case COPY_TO_TEMP -> of(WritingTask.STAGING).withReplica();
      case PLAN, ALL_KEYS -> of(WritingTask.DETECTION).withReplica();
    };
  }
}
