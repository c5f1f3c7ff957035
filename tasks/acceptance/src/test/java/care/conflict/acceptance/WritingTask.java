package care.conflict.acceptance;

import java.util.Locale;

/** The tasks between preflight and postflight, each with a table that it writes. */
enum WritingTask {
  STAGING("task01_copy_to_staging", "payer_provider_reminders", "Contract"),
  DETECTION("task02_00_conflict_update", "conflictvisitmaps", "AideName"),
  INSERVICE("task02_01_inservice_conflict", "conflictvisitmaps", "AideName"),
  STATUS("task03_status_management", "conflictvisitmaps", "VisitID");

  private final String command;
  private final String table;
  private final String filledColumn;

  WritingTask(String command, String table, String filledColumn) {
    this.command = command;
    this.table = table;
    this.filledColumn = filledColumn;
  }

  String command() {
    return command;
  }

  /** Locked by somebody else, it makes the task wait. */
  String table() {
    return table;
  }

  /** A column of that table that has a value in nearly every row which the task writes. */
  String filledColumn() {
    return filledColumn;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
