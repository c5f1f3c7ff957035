package care.conflict.acceptance.proxies;

import java.util.Locale;
import java.util.regex.Pattern;

/** What kind of statement an SQL text is, by its first word after comments. */
public final class Statements {

  private static final Pattern COMMENTS =
      Pattern.compile("^(\\s+|--[^\\n]*(\\n|$)|/\\*.*?\\*/)+", Pattern.DOTALL);
  private static final Pattern WRITING =
      Pattern.compile(
          "(INSERT|UPDATE|DELETE|COPY|WITH|COMMIT|DO|TRUNCATE|ALTER|DROP|CREATE (UNLOGGED )?TABLE)\\b.*",
          Pattern.DOTALL);
  private static final Pattern CONFLICTS =
      Pattern.compile("(UPDATE|INSERT INTO)\\s+\\w+\\.(conflicts|conflictvisitmaps)\\b");

  /** What is in temporary tables goes with the task. */
  private static final Pattern TEMPORARY =
      Pattern.compile(
          "(INSERT INTO (LOCKED|ASSIGNED)|WITH HELD AS MATERIALIZED|UPDATE WINDOW_ROWS"
              + "|DROP TABLE IF EXISTS CANDIDATES)\\b.*",
          Pattern.DOTALL);

  private static final Pattern LOCK =
      Pattern.compile("(UPDATE|INSERT INTO)\\s+\\w+\\.(pipeline_lock|pipeline_runs|settings)\\b");

  private Statements() {}

  public static boolean isWriting(String sql) {
    String bare = COMMENTS.matcher(sql).replaceFirst("").toUpperCase(Locale.ROOT);
    return WRITING.matcher(bare).matches() && !TEMPORARY.matcher(bare).matches();
  }

  /** Of a task's own, not those that make a connection ready for it. */
  public static boolean isAny(String sql) {
    return !sql.isBlank() && !sql.contains(".connect run=");
  }

  /** The statements that the tests go through: writing ones, or all with -Dcrash=all. */
  public static boolean isChosen(String sql) {
    return all() ? isAny(sql) : isWriting(sql);
  }

  /** Whether the tests go through all of them. */
  public static boolean all() {
    return "all".equals(System.getProperty("crash"));
  }

  /** Whether it writes rows that people click on. */
  public static boolean writesConflicts(String sql) {
    return isWriting(sql) && CONFLICTS.matcher(sql).find();
  }

  /** Whether it writes what is remembered of such rows. */
  public static boolean writesHistory(String sql) {
    return isWriting(sql) && sql.contains("INSERT INTO conflict_dev.pipeline_history");
  }

  /** Whether it writes such rows, or what is remembered of them. */
  public static boolean writesConflictsOrHistory(String sql) {
    return writesConflicts(sql) || writesHistory(sql);
  }

  /** Whether it writes what is remembered, or commits whatever was written. */
  public static boolean writesHistoryOrCommits(String sql) {
    return writesHistory(sql)
        || COMMENTS.matcher(sql).replaceFirst("").toUpperCase(Locale.ROOT).startsWith("COMMIT");
  }

  /** Whether it locks rows that people click on, to write them. */
  public static boolean locksConflicts(String sql) {
    return sql.contains("SKIP LOCKED");
  }

  /** Whether it writes what is taken and noted for a run. */
  public static boolean writesTheLock(String sql) {
    return isWriting(sql) && LOCK.matcher(sql).find();
  }
}
