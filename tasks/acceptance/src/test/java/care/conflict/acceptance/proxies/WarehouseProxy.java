package care.conflict.acceptance.proxies;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands in front of the warehouse and, from a chosen answer on, breaks every further one of its
 * kind off in the middle, or holds it back.
 */
public final class WarehouseProxy implements AutoCloseable {

  /** Which answers are meant: those to statements, or parts of long results. */
  public enum Kind {
    STATEMENT,
    CHUNK
  }

  private static final Set<String> OWN_HEADERS =
      Set.of("connection", "content-length", "upgrade", "expect", "transfer-encoding");

  private final HttpServer server;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final int target;
  private final Kind kind;
  private final int brokenFrom;
  private final boolean hold;
  private volatile boolean refuses;
  private final AtomicInteger seen = new AtomicInteger();
  private final CountDownLatch reached = new CountDownLatch(1);

  private WarehouseProxy(int target, Kind kind, int brokenFrom, boolean hold) {
    this.target = target;
    this.kind = kind;
    this.brokenFrom = brokenFrom;
    this.hold = hold;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** Breaks answers of a kind off in the middle. */
  public static WarehouseProxy cutting(int target, Kind kind, int from) {
    return new WarehouseProxy(target, kind, from, false);
  }

  /** Refuses all of a kind. */
  public static WarehouseProxy refusing(int target, Kind kind) {
    WarehouseProxy proxy = new WarehouseProxy(target, kind, 1, false);
    proxy.refuses = true;
    return proxy;
  }

  /** Holds answers of a kind back. */
  public static WarehouseProxy holding(int target, Kind kind, int from) {
    return new WarehouseProxy(target, kind, from, true);
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** How many answers of the chosen kind were asked for. */
  int seen() {
    return seen.get();
  }

  /** Counted down when the first broken or held answer is due. */
  public CountDownLatch reached() {
    return reached;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      HttpResponse<byte[]> answer = ask(exchange);
      byte[] body = answer.body();
      answer
          .headers()
          .map()
          .forEach(
              (name, values) -> {
                if (!OWN_HEADERS.contains(name)) {
                  exchange.getResponseHeaders().put(name, values);
                }
              });
      boolean broken = kindOf(exchange) == kind && seen.incrementAndGet() >= brokenFrom;
      if (broken) {
        reached.countDown();
      }
      if (broken && refuses) {
        exchange.sendResponseHeaders(403, -1);
        return;
      }
      if (broken && hold) {
        Thread.sleep(120_000);
      }
      exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body, 0, broken ? body.length / 2 : body.length);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpResponse<byte[]> ask(HttpExchange exchange) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + target + exchange.getRequestURI());
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(v -> request.header(name, v));
              }
            });
    byte[] body = exchange.getRequestBody().readAllBytes();
    request.method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static Kind kindOf(HttpExchange exchange) {
    String path = exchange.getRequestURI().getPath();
    if (path.startsWith("/chunk/")) {
      return Kind.CHUNK;
    }
    return path.startsWith("/queries/") ? Kind.STATEMENT : null;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
