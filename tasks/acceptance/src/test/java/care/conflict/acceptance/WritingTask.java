package care.conflict.acceptance;

import java.util.Locale;

/** The tasks between preflight and postflight, each with a table that it writes. */
enum WritingTask {
  DETECTION("task02_00_conflict_update", "conflictvisitmaps");

  private final String command;
  private final String table;

  WritingTask(String command, String table) {
    this.command = command;
    this.table = table;
  }

  String command() {
    return command;
  }

  /** Locked by somebody else, it makes the task wait. */
  String table() {
    return table;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
