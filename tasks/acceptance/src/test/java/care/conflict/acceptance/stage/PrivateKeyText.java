package care.conflict.acceptance.stage;

import care.conflict.testing.Pem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.List;

/** A private key as people make one for Snowflake: PEM, encrypted by openssl where it is there. */
public final class PrivateKeyText {

  public static final String PASSPHRASE = "Qanary-passphrase";
  private static final Path OPENSSL = Path.of("/usr/bin/openssl");

  private PrivateKeyText() {}

  /** With 3DES, as Snowflake's instructions ask for. */
  public static String encrypted()
      throws IOException, GeneralSecurityException, InterruptedException {
    KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
    keys.initialize(2048);
    String plain = Pem.of("PRIVATE KEY", keys.generateKeyPair().getPrivate().getEncoded());
    if (!Files.isExecutable(OPENSSL)) {
      return plain;
    }
    List<String> line =
        List.of(
            OPENSSL.toString(), "pkcs8", "-topk8", "-v2", "des3", "-passout", "pass:" + PASSPHRASE);
    Process process = new ProcessBuilder(line).start();
    process.getOutputStream().write(plain.getBytes(StandardCharsets.US_ASCII));
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    if (process.waitFor() != 0) {
      throw new IOException("openssl ended with " + process.exitValue());
    }
    return text;
  }
}
