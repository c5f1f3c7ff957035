package care.conflict.warehouse;

import care.conflict.testing.StandIn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The emulator behind TLS, whose certificate this process trusts, for all tests of this process.
 * What asks whether a certificate is revoked is sent to an address of the test's own, which does
 * not know this one; every connection is noted.
 */
final class TlsWorld {
  private static TlsWorld instance;

  final Connections connections;
  final Responder responder = new Responder();
  final Certificates certificates;
  final StandIn emulator;
  final TlsFront front;

  private TlsWorld() throws Exception {
    Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "tls");
    certificates =
        new Certificates(folder, responder.address() + "/ocsp", "unknown", "good", "revoked");
    responder.knows(certificates, "good", false);
    responder.knows(certificates, "revoked", true);
    System.setProperty("javax.net.ssl.trustStore", certificates.trustStore().toString());
    System.setProperty("javax.net.ssl.trustStorePassword", Certificates.PASSWORD);
    System.setProperty(
        "SF_OCSP_RESPONSE_CACHE_SERVER_URL", responder.address() + "/ocsp_response_cache.json");
    System.setProperty("net.snowflake.jdbc.ocspResponseCacheDir", folder.toString());
    emulator =
        StandIn.start(
            "emulator.py",
            folder,
            Map.of(),
            "--data=" + Files.createDirectories(folder.resolve("data")),
            "--load=" + Files.createDirectories(folder.resolve("csv")),
            "--rows-per-chunk=1000");
    front = new TlsFront(certificates.server("unknown"), emulator.port);
    connections = Connections.watch();
  }

  static synchronized TlsWorld get() throws Exception {
    if (instance == null) {
      instance = new TlsWorld();
    }
    return instance;
  }

  /** Where the driver logs in by TLS, with more of the driver's properties. */
  String url(String more) {
    return url(front, more);
  }

  static String url(TlsFront front, String more) {
    return "jdbc:snowflake://127.0.0.1:" + front.port() + "/?ssl=on&account=local" + more;
  }
}
