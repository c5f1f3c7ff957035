package care.conflict.warehouse;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;

/**
 * Speaks TLS to the driver and plain HTTP to the emulator, and remembers what was asked. A
 * statement with HOLD in it is kept waiting until somebody asks to abort it.
 */
final class TlsFront implements AutoCloseable {
  /** One request, its body unpacked. */
  record Seen(String path, String body) {}

  static final String HOLD = "'hold this statement'";
  private static final Set<String> OWN_HEADERS =
      Set.of(
          "accept-encoding",
          "connection",
          "content-encoding",
          "content-length",
          "expect",
          "host",
          "transfer-encoding",
          "upgrade");
  private static final String CANCELLED =
      "{\"success\":false,\"code\":\"000604\",\"message\":\"SQL execution canceled\","
          + "\"data\":{\"queryId\":\"01\",\"sqlState\":\"57014\"}}";

  private final HttpsServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final int target;
  final List<Seen> seen = new CopyOnWriteArrayList<>();
  final CountDownLatch held = new CountDownLatch(1);
  final CountDownLatch aborted = new CountDownLatch(1);

  TlsFront(SSLContext tls, int target) throws IOException {
    this.target = target;
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** The requests whose path begins so. */
  List<Seen> seen(String path) {
    return seen.stream().filter(it -> it.path().startsWith(path)).toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] raw = exchange.getRequestBody().readAllBytes();
      boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
      byte[] body =
          packed ? new GZIPInputStream(new ByteArrayInputStream(raw)).readAllBytes() : raw;
      String text = new String(body, StandardCharsets.UTF_8);
      String path = exchange.getRequestURI().getPath();
      seen.add(new Seen(path, text));
      if (path.equals("/queries/v1/abort-request")) {
        aborted.countDown();
        Thread.sleep(3000); // as the emulator does: answers when it has ended the statement
        answer(exchange, 200, "{\"success\":true}".getBytes(StandardCharsets.UTF_8));
      } else if (path.startsWith("/queries/") && text.contains(HOLD)) {
        held.countDown();
        aborted.await(60, TimeUnit.SECONDS);
        answer(exchange, 200, CANCELLED.getBytes(StandardCharsets.UTF_8));
      } else {
        forward(exchange, body);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void forward(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    String there = "http://127.0.0.1:" + target;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(there + exchange.getRequestURI()));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!OWN_HEADERS.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    request.method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    HttpResponse<byte[]> answer =
        client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    String type = answer.headers().firstValue("content-type").orElse("");
    exchange.getResponseHeaders().set("Content-Type", type);
    answer(exchange, answer.statusCode(), type.contains("json") ? here(answer) : answer.body());
  }

  /** Chunks are to be downloaded here, by TLS too. */
  private byte[] here(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8)
        .replace("http://127.0.0.1:" + target, "https://127.0.0.1:" + port())
        .getBytes(StandardCharsets.UTF_8);
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  @Override
  public void close() {
    aborted.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
