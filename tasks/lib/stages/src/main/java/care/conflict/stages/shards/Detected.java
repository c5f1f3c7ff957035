package care.conflict.stages.shards;

import care.conflict.core.Counts;
import care.conflict.core.Run;
import care.conflict.core.parameters.Configuration;
import care.conflict.core.parameters.Parameters;
import care.conflict.detection.ConflictWriter;
import care.conflict.detection.Share;
import care.conflict.store.Writers;
import java.util.Arrays;
import java.util.List;

/** What is detected, and by which detection. */
public enum Detected {
  VISITS("task02_00_conflict_update"),
  EVENTS("task02_01_inservice_conflict");

  private static final int NUMBER = "task02_00".length();
  private static final String NOT_TOLD =
      "DETECTION (environment): not set; says of which detection (--detection task02_00_conflict_update)";

  private final String detection;

  Detected(String detection) {
    this.detection = detection;
  }

  /** What a task lacks that works on a detection: to be told which. */
  public static List<String> problems(Configuration configuration) {
    return configuration.find(Parameters.DETECTION_NAME).isPresent()
        ? List.of()
        : List.of(NOT_TOLD);
  }

  /** Of the detection that the task is told. */
  public static Detected asTold(Run run) {
    String told = run.get(Parameters.DETECTION_NAME);
    return Arrays.stream(values())
        .filter(it -> it.detection.equals(told))
        .findFirst()
        .orElseThrow();
  }

  /** The command. */
  public String detection() {
    return detection;
  }

  /** How the work of a command on it is called, where there are several of them. */
  public String named(String command) {
    return detection.substring(0, NUMBER) + "_" + command;
  }

  /** The counts of what was written where nothing was found. */
  Counts nothing() {
    Counts nothing = ConflictWriter.NOTHING.and("visits_read", 0);
    return this == VISITS ? nothing : nothing.and("events_read", 0);
  }

  ConflictWriter writer(Run run, Writers writers, Share share) {
    return this == VISITS
        ? ConflictWriter.ofVisits(run, writers, share)
        : ConflictWriter.ofEvents(run, writers, share);
  }
}
