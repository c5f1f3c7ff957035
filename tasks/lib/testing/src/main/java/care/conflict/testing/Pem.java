package care.conflict.testing;

import java.util.Base64;

/** Keys and certificates as the texts that openssl writes. */
public final class Pem {
  private Pem() {}

  /** A text of this label, e.g. {@code PRIVATE KEY}. */
  public static String of(String label, byte[] content) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
  }
}
