package care.conflict.acceptance.connections;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.stage.Command;
import care.conflict.testing.Checkout;
import care.conflict.testing.Keytool;
import care.conflict.testing.Pem;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A PostgreSQL that speaks TLS: whom a command believes, and under which name. */
class PostgresTlsIT {

  private static final char[] PASSWORD = "changeit".toCharArray();

  private static final String RDS = "db.abc123.us-east-1.rds.amazonaws.com";

  private static Path folder;
  private static Path certificate;
  private static Path trusted;
  private static EmbeddedPostgres server;

  @BeforeAll
  static void startTheServer() throws Exception {
    folder = Files.createTempDirectory("tls");
    Path keys = folder.resolve("keys.p12");
    makeKey(keys);
    KeyStore store = KeyStore.getInstance(keys.toFile(), PASSWORD);
    Path key = folder.resolve("server.key");
    Files.writeString(key, Pem.of("PRIVATE KEY", store.getKey("server", PASSWORD).getEncoded()));
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    certificate = folder.resolve("server.crt");
    Certificate issued = store.getCertificate("server");
    Files.writeString(certificate, Pem.of("CERTIFICATE", issued.getEncoded()));
    trusted = folder.resolve("trusted.p12");
    trust(issued);
    server =
        EmbeddedPostgres.builder()
            .setServerConfig("ssl", "on")
            .setServerConfig("ssl_cert_file", certificate.toString())
            .setServerConfig("ssl_key_file", key.toString())
            .start();
  }

  @AfterAll
  static void endTheServer() throws IOException {
    server.close();
  }

  /** For the address 127.0.0.1 and a name of RDS, not for the name localhost. */
  private static void makeKey(Path keys) throws Exception {
    new Keytool(keys, new String(PASSWORD))
        .addKey("server", "CN=conflicts", "-ext", "SAN=IP:127.0.0.1,DNS:" + RDS);
  }

  private static void trust(Certificate issuer) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, PASSWORD);
    store.setCertificateEntry("issuer", issuer);
    try (OutputStream out = Files.newOutputStream(trusted)) {
      store.store(out, PASSWORD);
    }
  }

  private static Command.Finished connect(Map<String, String> more) {
    return started(more).run();
  }

  private static Command started(Map<String, String> more) {
    Map<String, String> environment = new HashMap<>();
    environment.put("POSTGRES_HOST", "127.0.0.1");
    environment.put("POSTGRES_PORT", Integer.toString(server.getPort()));
    environment.put("POSTGRES_USER", "postgres");
    environment.put("POSTGRES_PASSWORD", "postgres");
    environment.put("POSTGRES_DATABASE", "postgres");
    environment.put("POSTGRES_SSLMODE", "verify-full");
    environment.putAll(more);
    return new Command("migrate", folder).env(environment);
  }

  private static void isRefused(Command.Finished finished) {
    assertThat(finished.exitCode()).as(finished.everything()).isEqualTo(2);
    assertThat(finished.output()).contains("TLS failed").contains("POSTGRES_SSLROOTCERT");
  }

  private static void isBelieved(Command.Finished finished) {
    assertThat(finished.exitCode()).as(finished.everything()).isZero();
  }

  @Test
  void withoutAFileOfCertificatesAServerIsBelievedThatJavaBelieves() {
    isBelieved(
        connect(
            Map.of(
                "JAVA_TOOL_OPTIONS",
                "-Djavax.net.ssl.trustStore=%s -Djavax.net.ssl.trustStorePassword=%s"
                    .formatted(trusted, new String(PASSWORD)))));
  }

  @Test
  void aServerThatNobodyVouchesForIsRefused() {
    isRefused(connect(Map.of()));
  }

  /** In the image the file lies beside the commands. */
  @Test
  void aHostOfRdsIsBelievedByTheFileOfRdsBesideTheCommandAndIsTheOnlyOne() throws Exception {
    Path hosts = Files.writeString(folder.resolve("hosts"), "127.0.0.1 %s%n".formatted(RDS));
    Map<String, String> rds =
        Map.of("POSTGRES_HOST", RDS, "JAVA_TOOL_OPTIONS", "-Djdk.net.hosts.file=" + hosts);
    isRefused(connect(rds));
    Path image = Files.createDirectories(folder.resolve("image"));
    Path jar = Checkout.root().resolve("tasks/migrate/target/migrate.jar");
    Path copy = Files.copy(jar, image.resolve("migrate.jar"));
    Files.copy(certificate, image.resolve("rds-bundle.pem"));
    isBelieved(started(rds).jar(copy).run());
    isRefused(started(Map.of()).jar(copy).run());
  }

  @Test
  void aFileOfCertificatesVouchesForTheServerButNotUnderAnotherName() {
    Map<String, String> file = Map.of("POSTGRES_SSLROOTCERT", certificate.toString());
    isBelieved(connect(file));
    Map<String, String> elsewhere = new HashMap<>(file);
    elsewhere.put("POSTGRES_HOST", "localhost");
    isRefused(connect(elsewhere));
    elsewhere.put("POSTGRES_SSLMODE", "verify-ca");
    isBelieved(connect(elsewhere));
  }
}
