package care.conflict.runtime.aws;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Addresses as SES takes them: {@code a@example.com} or {@code Some Name <a@example.com>}. */
public final class MailAddresses {
  /** As many as SES takes for one mail. */
  public static final int MOST = 50;

  private static final String LOCAL = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
  private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?=.{1,64}@.{1,255}$)%s(\\.%s)*@(%s\\.)+[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])"
              .formatted(LOCAL, LOCAL, LABEL));
  private static final Pattern NAMED =
      Pattern.compile("(?<name>[ !#-';=?A-\\[\\]-~]*)<(?<address>[^<>]*)>");

  private MailAddresses() {}

  /** The addresses of a list that is separated by commas. */
  public static List<String> of(String text) {
    return Arrays.stream(text.split(",", -1)).map(String::strip).toList();
  }

  public static boolean isAddress(String text) {
    var named = NAMED.matcher(text);
    return ADDRESS.matcher(named.matches() ? named.group("address") : text).matches();
  }
}
