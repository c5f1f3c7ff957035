package care.conflict.acceptance.scenes;

import care.conflict.acceptance.stage.Database;

/** A conflictvisitmaps of hash partitions on VisitID, as docs/scaling.md has it. */
public final class Partitions {
  public static final int NUMBER = 4;

  private Partitions() {}

  /** Puts the rows of conflictvisitmaps into partitions. */
  public static void make(Database database) {
    database.migrate("--partition=" + NUMBER);
  }
}
