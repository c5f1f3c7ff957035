package care.conflict.acceptance;

import java.util.Locale;
import java.util.regex.Pattern;

/** What kind of statement an SQL text is, by its first word after comments. */
final class Statements {

  private static final Pattern COMMENTS =
      Pattern.compile("^(\\s+|--[^\\n]*(\\n|$)|/\\*.*?\\*/)+", Pattern.DOTALL);
  private static final Pattern WRITING =
      Pattern.compile("(INSERT|UPDATE|DELETE|COPY|WITH|COMMIT)\\b.*", Pattern.DOTALL);

  private Statements() {}

  static boolean isWriting(String sql) {
    String bare = COMMENTS.matcher(sql).replaceFirst("");
    return WRITING.matcher(bare.toUpperCase(Locale.ROOT)).matches();
  }

  static boolean isAny(String sql) {
    return !sql.isBlank();
  }

  /** The statements that the tests go through: writing ones, or all with -Dcrash=all. */
  static boolean isChosen(String sql) {
    return "all".equals(System.getProperty("crash")) ? isAny(sql) : isWriting(sql);
  }
}
