package care.conflict.warehouse;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The emulator behind TLS, whose certificate this process trusts, for all tests of this process.
 * What asks whether a certificate is revoked is sent to an address of the test's own, which does
 * not know; every connection is noted.
 */
final class TlsWorld {
  private static TlsWorld instance;

  final Connections connections;
  final AtomicInteger revocationQuestions = new AtomicInteger();
  final Emulator emulator;
  final TlsFront front;

  private TlsWorld() throws Exception {
    Path folder = Files.createTempDirectory("warehouse-tls");
    HttpServer responder =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    responder.createContext(
        "/",
        exchange -> {
          revocationQuestions.incrementAndGet();
          exchange.sendResponseHeaders(404, -1);
          exchange.close();
        });
    responder.start();
    String responderAddress = "http://127.0.0.1:" + responder.getAddress().getPort();
    Certificates certificates = new Certificates(folder, responderAddress + "/ocsp");
    System.setProperty("javax.net.ssl.trustStore", certificates.trustStore().toString());
    System.setProperty("javax.net.ssl.trustStorePassword", Certificates.PASSWORD);
    System.setProperty(
        "SF_OCSP_RESPONSE_CACHE_SERVER_URL", responderAddress + "/ocsp_response_cache.json");
    System.setProperty("net.snowflake.jdbc.ocspResponseCacheDir", folder.toString());
    emulator = Emulator.start(folder, 1000);
    front = new TlsFront(certificates.server(), emulator.port);
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
    return "jdbc:snowflake://127.0.0.1:" + front.port() + "/?ssl=on&account=local" + more;
  }
}
