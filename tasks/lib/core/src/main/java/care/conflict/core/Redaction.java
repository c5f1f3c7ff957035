package care.conflict.core;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes secrets and data of persons out of texts that leave the process. Both databases quote
 * values in their errors, so quoted values and runs of nine digits are cut as well.
 */
public final class Redaction {
  private static final String CUT = "…";
  private static final int SHORTEST = 4;

  // From the first of its quotes to the last: a value may hold one itself, as O'Brien does.
  private static final Pattern SINGLE_QUOTED = quoted("'", "'");
  private static final Pattern DOUBLE_QUOTED = quoted("\"", "\"");

  /** As other languages quote: »«, «», „“, “”, ‚‘, ‘’, ‹›, 「」, 『』. */
  private static final Pattern OTHERWISE_QUOTED = quoted("[»«„“”‚‘‹›「『]", "[»«“”‘’‹›」』]");

  private static final Pattern KEY_VALUES = quoted("=\\(", "\\)");

  /** An id, which stays as it is, or nine digits, which may be an SSN. */
  private static final Pattern ID_OR_NINE_DIGITS =
      Pattern.compile(
          "(?<![0-9A-Za-z])([0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12})(?![0-9A-Za-z])"
              + "|(?<![0-9])[0-9]{3}[- ]?[0-9]{2}[- ]?[0-9]{4}(?![0-9])");

  /** A terminal would obey them. */
  private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\s]+");

  private final List<String> secrets;

  private Redaction(List<String> secrets) {
    this.secrets = secrets;
  }

  /** To the end where nothing closes it. */
  private static Pattern quoted(String begins, String ends) {
    return Pattern.compile("%s(.*%s|.*)".formatted(begins, ends), Pattern.DOTALL);
  }

  /** Cuts these values wherever they occur; what is too short to be a secret is left. */
  public static Redaction of(List<String> secrets) {
    List<String> parts = new ArrayList<>();
    for (String secret : secrets) {
      parts.add(secret);
      // A key with line breaks may be quoted a line at a time.
      secret.lines().map(String::strip).filter(line -> line.length() >= 16).forEach(parts::add);
    }
    return new Redaction(
        parts.stream()
            .filter(secret -> secret.strip().length() >= SHORTEST)
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList());
  }

  /** The text without the secrets. */
  public String secretsOf(String text) {
    String clean = text;
    for (String secret : secrets) {
      clean = clean.replace(secret, "******");
    }
    return clean;
  }

  /** The first line of a database's message, without the values that it quotes. */
  public static String databaseMessage(@Nullable String message) {
    if (message == null || message.isBlank()) {
      return "no message";
    }
    String cut = KEY_VALUES.matcher(message).replaceAll("=(" + CUT + ")");
    cut = DOUBLE_QUOTED.matcher(cut).replaceAll(CUT);
    cut = SINGLE_QUOTED.matcher(cut).replaceAll("'" + CUT + "'");
    cut = OTHERWISE_QUOTED.matcher(cut).replaceAll(CUT);
    return withoutSsns(cut.lines().findFirst().orElse(""));
  }

  /** A text of another's making on one line, so that it can be taken for nothing but itself. */
  public static String onOneLine(String text) {
    return CONTROLS.matcher(text).replaceAll(" ").strip();
  }

  /** The text without what could be an SSN. */
  public static String withoutSsns(String text) {
    return ID_OR_NINE_DIGITS
        .matcher(text)
        .replaceAll(found -> found.group(1) == null ? CUT : found.group(1));
  }
}
