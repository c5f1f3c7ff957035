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
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.operator.InputDecryptorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.jspecify.annotations.Nullable;

/** Reads PKCS#8 PEM keys ourselves: the driver has failed on encrypted ones in some releases. */
public final class PrivateKeys {
  private static final Pattern PEM =
      Pattern.compile(
          "-----BEGIN (ENCRYPTED )?PRIVATE KEY-----(.*?)-----END (?:ENCRYPTED )?PRIVATE KEY-----",
          Pattern.DOTALL);

  private PrivateKeys() {}

  /** The key; line breaks may be real or written as {@code \n}. */
  public static PrivateKey parse(String text, Optional<String> passphrase) {
    Matcher pem = PEM.matcher(text.replace("\\r", "").replace("\\n", "\n"));
    if (!pem.find()) {
      throw malformed("SNOWFLAKE_PRIVATE_KEY is no PKCS#8 PEM", null);
    }
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(pem.group(2));
      PKCS8EncodedKeySpec spec =
          pem.group(1) == null ? new PKCS8EncodedKeySpec(bytes) : decrypted(bytes, passphrase);
      return KeyFactory.getInstance("RSA").generatePrivate(spec);
    } catch (GeneralSecurityException
        | OperatorCreationException
        | PKCSException
        | IOException
        | IllegalArgumentException e) {
      throw malformed(
          "SNOWFLAKE_PRIVATE_KEY cannot be read: malformed, or the passphrase is wrong", e);
    }
  }

  private static PKCS8EncodedKeySpec decrypted(byte[] bytes, Optional<String> passphrase)
      throws IOException, OperatorCreationException, PKCSException {
    if (passphrase.isEmpty()) {
      throw malformed(
          "SNOWFLAKE_PRIVATE_KEY is encrypted, SNOWFLAKE_PRIVATE_KEY_PASSPHRASE is not set", null);
    }
    // The JDK does not know 3DES within PBES2, which Snowflake's own instructions ask openssl for.
    InputDecryptorProvider decryptor =
        new JceOpenSSLPKCS8DecryptorProviderBuilder()
            .setProvider(new BouncyCastleProvider())
            .build(passphrase.get().toCharArray());
    return new PKCS8EncodedKeySpec(
        new PKCS8EncryptedPrivateKeyInfo(bytes).decryptPrivateKeyInfo(decryptor).getEncoded());
  }

  private static TaskFailure malformed(String message, @Nullable Exception cause) {
    return new TaskFailure(
        care.conflict.core.ExitCode.MISUSED,
        message,
        "Give the whole text from -----BEGIN to -----END, line breaks as they are or as \\n.",
        cause);
  }
}
