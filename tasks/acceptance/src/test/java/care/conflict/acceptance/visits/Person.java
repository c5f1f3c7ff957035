package care.conflict.acceptance.visits;

/** Who an SSN stands for: people are told apart by nine digits, or else by the text. */
public final class Person {

  private static final int DIGITS = 9;

  private Person() {}

  /** The nine digits where the text has exactly nine, else the trimmed text; empty is nobody. */
  public static String of(String ssn) {
    String text = trimmed(ssn);
    String digits = text.replaceAll("[^0-9]", "");
    return digits.length() == DIGITS ? digits : text;
  }

  static String trimmed(String ssn) {
    return ssn == null ? "" : ssn.strip();
  }

  /** Whether the person is a number that is typed where there is none. */
  public static boolean isPlaceholder(String person) {
    return person.equals("123456789") || person.matches("([0-9])\\1{8}");
  }
}
