package care.conflict.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The JDK's keytool, at work on one store of keys. */
public final class Keytool {
  private final Path store;
  private final String password;

  /** Of a PKCS12 file, which the first key makes. */
  public Keytool(Path store, String password) {
    this.store = store;
    this.password = password;
  }

  /** Adds an RSA key with its certificate. */
  public void addKey(String alias, String name, String... options)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    line.addAll(List.of("-genkeypair", "-alias", alias, "-dname", name));
    line.addAll(List.of(options));
    line.addAll(List.of("-keyalg", "RSA", "-keysize", "2048", "-storetype", "PKCS12"));
    line.addAll(List.of("-keystore", store.toString(), "-storepass", password));
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(output);
    }
  }
}
