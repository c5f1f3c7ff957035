package care.conflict.warehouse;

import care.conflict.testing.Keytool;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Collections;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate authority of the test's own, and servers' keys for 127.0.0.1 that it signed. */
final class Certificates {
  static final String PASSWORD = "changeit";
  private final Path folder;

  /** Makes them; the servers' certificates name this address to ask whether they are revoked. */
  Certificates(Path folder, String ocspAddress, String... aliases) throws Exception {
    this.folder = folder;
    Keytool keytool = new Keytool(folder.resolve("keys.p12"), PASSWORD);
    keytool.addKey("ca", "CN=Test CA", "-ext", "bc:c=ca:true");
    for (String alias : aliases) {
      String ocsp = "aia=ocsp:uri:" + ocspAddress;
      keytool.addKey(
          alias, "CN=127.0.0.1", "-signer", "ca", "-ext", "san=ip:127.0.0.1", "-ext", ocsp);
    }
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("ca", keys().getCertificate("ca"));
    try (var out = Files.newOutputStream(trustStore())) {
      trusted.store(out, PASSWORD.toCharArray());
    }
  }

  Path trustStore() {
    return folder.resolve("trusted.p12");
  }

  KeyStore keys() throws GeneralSecurityException, IOException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve("keys.p12"))) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return keys;
  }

  PrivateKey authority() throws GeneralSecurityException, IOException {
    return (PrivateKey) keys().getKey("ca", PASSWORD.toCharArray());
  }

  BigInteger serial(String alias) throws GeneralSecurityException, IOException {
    return ((X509Certificate) keys().getCertificate(alias)).getSerialNumber();
  }

  /** What the server of that name speaks TLS with. */
  SSLContext server(String alias) throws GeneralSecurityException, IOException {
    KeyStore keys = keys();
    for (String other : Collections.list(keys.aliases())) {
      if (!other.equals(alias)) {
        keys.deleteEntry(other);
      }
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }
}
