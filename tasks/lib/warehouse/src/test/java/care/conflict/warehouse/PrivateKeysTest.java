package care.conflict.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import care.conflict.core.ExitCode;
import care.conflict.core.TaskFailure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PrivateKeysTest {
  private static final KeyPair PAIR = Keys.pair();
  private static final Optional<String> PASSPHRASE = Optional.of(Keys.PASSPHRASE);

  private static void isRead(String text) {
    assertThat(PrivateKeys.parse(text, PASSPHRASE)).isEqualTo(PAIR.getPrivate());
  }

  private static TaskFailure refused(String text, Optional<String> passphrase) {
    TaskFailure failure =
        catchThrowableOfType(TaskFailure.class, () -> PrivateKeys.parse(text, passphrase));
    assertThat(failure).isNotNull();
    assertThat(failure.exitCode()).isEqualTo(ExitCode.MISUSED);
    StringWriter whole = new StringWriter();
    failure.printStackTrace(new PrintWriter(whole));
    text.lines()
        .filter(line -> line.length() > 20 && !line.startsWith("-----"))
        .forEach(
            line -> assertThat(whole + failure.advice()).doesNotContain(line.substring(0, 20)));
    return failure;
  }

  @Test
  void aPlainKeyIsRead() {
    isRead(Keys.plain(PAIR));
  }

  @ParameterizedTest
  @ValueSource(strings = {Keys.AES_256, Keys.TRIPLE_DES, Keys.TRIPLE_DES_1})
  void anEncryptedKeyIsRead(String algorithm) throws Exception {
    isRead(Keys.encrypted(PAIR, algorithm));
  }

  @Test
  void lineBreaksMayBeWrittenOut() throws Exception {
    isRead(Keys.plain(PAIR).replace("\n", "\\n"));
    isRead(Keys.plain(PAIR).replace("\n", "\\r\\n"));
    isRead(Keys.encrypted(PAIR, Keys.AES_256).replace("\n", "\\n"));
  }

  @Test
  void lineEndsMayBeThoseOfWindowsOrMissing() throws Exception {
    isRead(Keys.plain(PAIR).replace("\n", "\r\n"));
    isRead(Keys.encrypted(PAIR, Keys.AES_256).replace("\n", "\r\n"));
    isRead(Keys.plain(PAIR).replace("\n", " "));
  }

  @Test
  void theKeysThatOpensslWritesAreRead(@TempDir Path folder) throws Exception {
    Path openssl = Path.of("/usr/bin/openssl");
    org.junit.jupiter.api.Assumptions.assumeTrue(Files.isExecutable(openssl), "no openssl here");
    Path plain = folder.resolve("plain.pem");
    Files.writeString(plain, Keys.plain(PAIR));
    for (String cipher :
        List.of("-v2 aes-256-cbc", "-v2 aes-128-cbc", "-v2 des3", "-v1 PBE-SHA1-3DES", "-scrypt")) {
      List<String> line = new ArrayList<>(List.of(openssl.toString(), "pkcs8", "-topk8"));
      line.addAll(List.of(cipher.split(" ")));
      line.addAll(List.of("-in", plain.toString(), "-passout", "pass:" + Keys.PASSPHRASE));
      Process process = new ProcessBuilder(line).start();
      String pem = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(process.waitFor()).as(cipher).isZero();
      isRead(pem);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {Keys.AES_256, Keys.TRIPLE_DES, Keys.TRIPLE_DES_1})
  void aWrongPassphraseIsNamedAsThePossibleReason(String algorithm) throws Exception {
    TaskFailure failure = refused(Keys.encrypted(PAIR, algorithm), Optional.of("another phrase"));
    assertThat(failure).hasMessageContaining("passphrase").hasMessageNotContaining("another");
  }

  @Test
  void aMissingPassphraseIsNamed() throws Exception {
    assertThat(refused(Keys.encrypted(PAIR, Keys.AES_256), Optional.empty()))
        .hasMessageContaining("SNOWFLAKE_PRIVATE_KEY_PASSPHRASE is not set");
  }

  @Test
  void aTextThatIsNoPemIsRefused() {
    String plain = Keys.plain(PAIR);
    assertThat(refused(plain.replaceAll("-----[A-Z ]+-----\n", ""), PASSPHRASE))
        .hasMessageContaining("no PKCS#8 PEM");
    assertThat(refused(plain.replace(" PRIVATE KEY", " RSA PRIVATE KEY"), PASSPHRASE))
        .hasMessageContaining("no PKCS#8 PEM");
    assertThat(refused("", PASSPHRASE)).hasMessageContaining("no PKCS#8 PEM");
  }

  @Test
  void aTruncatedKeyIsRefused() throws Exception {
    for (String whole : List.of(Keys.plain(PAIR), Keys.encrypted(PAIR, Keys.AES_256))) {
      String withoutItsEnd = whole.substring(0, 800);
      refused(withoutItsEnd, PASSPHRASE);
      String end = whole.substring(whole.indexOf("-----END"));
      assertThat(refused(withoutItsEnd + "\n" + end, PASSPHRASE)).hasMessageContaining("malformed");
    }
  }

  @Test
  void aKeyOfAnotherKindIsRefused() throws Exception {
    KeyPair curve = java.security.KeyPairGenerator.getInstance("EC").generateKeyPair();
    assertThat(refused(Keys.plain(curve), PASSPHRASE)).hasMessageContaining("cannot be read");
  }
}
