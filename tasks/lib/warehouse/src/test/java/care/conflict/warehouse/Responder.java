package care.conflict.warehouse;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Says whether a certificate is revoked (OCSP), of those that it was told about. */
@SuppressWarnings("JavaUtilDate") // what the library asks for
final class Responder {
  private final HttpServer server;
  private final Map<BigInteger, Boolean> known = new ConcurrentHashMap<>();
  private volatile PrivateKey key;
  final AtomicInteger questions = new AtomicInteger();

  Responder() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.createContext("/", this::answer);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  void knows(Certificates certificates, String alias, boolean revoked) throws Exception {
    key = certificates.authority();
    known.put(certificates.serial(alias), revoked);
  }

  private void answer(HttpExchange exchange) throws IOException {
    questions.incrementAndGet();
    try (exchange) {
      String path = exchange.getRequestURI().getRawPath();
      Boolean revoked = null;
      OCSPReq request = null;
      if (path.contains("/ocsp/")) {
        String last = path.substring(path.lastIndexOf('/') + 1);
        request =
            new OCSPReq(
                Base64.getDecoder().decode(URLDecoder.decode(last, StandardCharsets.US_ASCII)));
        revoked = known.get(request.getRequestList()[0].getCertID().getSerialNumber());
      }
      if (revoked == null) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      byte[] body = signed(request, revoked);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  private byte[] signed(OCSPReq request, boolean revoked) throws Exception {
    Date now = new Date();
    return new OCSPRespBuilder()
        .build(
            OCSPRespBuilder.SUCCESSFUL,
            new BasicOCSPRespBuilder(new RespID(new X500Name("CN=Test CA")))
                .addResponse(
                    request.getRequestList()[0].getCertID(),
                    revoked ? new RevokedStatus(now, 1) : CertificateStatus.GOOD,
                    now,
                    new Date(now.getTime() + 3_600_000))
                .build(
                    new JcaContentSignerBuilder("SHA256withRSA").build(key),
                    new X509CertificateHolder[0],
                    now))
        .getEncoded();
  }
}
