package care.conflict.warehouse;

import care.conflict.core.TaskFailure;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Reads PKCS#8 PEM keys ourselves: the driver has failed on encrypted ones in some releases. */
final class PrivateKeys {
  private static final Pattern PEM =
      Pattern.compile(
          "-----BEGIN (ENCRYPTED )?PRIVATE KEY-----(.*?)-----END (?:ENCRYPTED )?PRIVATE KEY-----",
          Pattern.DOTALL);

  private PrivateKeys() {}

  /** The key; line breaks may be real or written as {@code \n}. */
  static PrivateKey parse(String text, Optional<String> passphrase) {
    Matcher pem = PEM.matcher(text.replace("\\r", "").replace("\\n", "\n"));
    if (!pem.find()) {
      throw malformed("SNOWFLAKE_PRIVATE_KEY is no PKCS#8 PEM", null);
    }
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(pem.group(2));
      PKCS8EncodedKeySpec spec =
          pem.group(1) == null ? new PKCS8EncodedKeySpec(bytes) : decrypted(bytes, passphrase);
      return KeyFactory.getInstance("RSA").generatePrivate(spec);
    } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
      throw malformed(
          "SNOWFLAKE_PRIVATE_KEY cannot be read: malformed, or the passphrase is wrong", e);
    }
  }

  private static PKCS8EncodedKeySpec decrypted(byte[] bytes, Optional<String> passphrase)
      throws GeneralSecurityException, IOException {
    if (passphrase.isEmpty()) {
      throw malformed(
          "SNOWFLAKE_PRIVATE_KEY is encrypted, SNOWFLAKE_PRIVATE_KEY_PASSPHRASE is not set", null);
    }
    EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(bytes);
    // For PBES2 the name of the algorithm stands in its parameters alone.
    String algorithm =
        info.getAlgName().equals("PBES2") || info.getAlgName().startsWith("1.2.840.113549.1.5.13")
            ? info.getAlgParameters().toString()
            : info.getAlgName();
    Cipher cipher = Cipher.getInstance(algorithm);
    cipher.init(
        Cipher.DECRYPT_MODE,
        SecretKeyFactory.getInstance(algorithm)
            .generateSecret(new PBEKeySpec(passphrase.get().toCharArray())),
        info.getAlgParameters());
    return info.getKeySpec(cipher);
  }

  private static TaskFailure malformed(String message, Exception cause) {
    return new TaskFailure(
        care.conflict.core.ExitCode.MISUSED,
        message,
        "Give the whole text from -----BEGIN to -----END, line breaks as they are or as \\n.",
        cause);
  }
}
