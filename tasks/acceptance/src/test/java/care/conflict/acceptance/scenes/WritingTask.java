package care.conflict.acceptance.scenes;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The tasks of a run that write, each with a table that it writes. */
public enum WritingTask {
  STAGING(Form.WAREHOUSE, "task01_copy_to_staging", "payer_provider_reminders", "Contract"),
  DETECTION(Form.WAREHOUSE, "task02_00_conflict_update", "conflictvisitmaps", "AideName"),
  INSERVICE(Form.WAREHOUSE, "task02_01_inservice_conflict", "conflictvisitmaps", "AideName"),
  STATUS(Form.WAREHOUSE, "task03_status_management", "conflictvisitmaps", "VisitID"),
  COPY_TO_TEMP(Form.REPLICA, "task_01", "payer_provider_reminders", "Contract"),
  PLAN(Form.REPLICA, "get_task02_chunks", "pipeline_chunk_keys", "rows"),
  ALL_KEYS(Form.REPLICA, "task_02", "conflictvisitmaps", "AideName");

  /**
   * The two forms of a run: between preflight and postflight, or between run_lock acquire and
   * release, where the warehouse's tables are in PostgreSQL.
   */
  public enum Form {
    WAREHOUSE,
    REPLICA
  }

  private final Form form;
  private final String command;
  private final String table;
  private final String filledColumn;

  WritingTask(Form form, String command, String table, String filledColumn) {
    this.form = form;
    this.command = command;
    this.table = table;
    this.filledColumn = filledColumn;
  }

  public static List<WritingTask> of(Form form) {
    return Arrays.stream(values()).filter(task -> task.form == form).toList();
  }

  public Form form() {
    return form;
  }

  public String command() {
    return command;
  }

  /** Locked by somebody else, it makes the task wait. */
  public String table() {
    return table;
  }

  /** A column of that table that has a value in nearly every row which the task writes. */
  public String filledColumn() {
    return filledColumn;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
