package care.conflict.acceptance.proxies;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicReference;

/** One connection through the proxy: knows which SQL text each forwarded message executes. */
final class PostgresSession {

  private final PostgresProxy proxy;
  private final DataInputStream fromClient;
  private final OutputStream toClient;
  private final DataInputStream fromServer;
  private final OutputStream toServer;
  private final Map<String, String> statements = new HashMap<>();
  private final Map<String, String> portals = new HashMap<>();
  private final ByteArrayOutputStream request = new ByteArrayOutputStream();
  private String executed;
  private String copying = "";

  /**
   * The requests whose answer is still to come, each with its moment where it is counted: the
   * driver does not wait for the answer to BEGIN before it sends the next one.
   */
  private final Deque<AtomicReference<PostgresProxy.Moment>> awaited =
      new ConcurrentLinkedDeque<>();

  PostgresSession(PostgresProxy proxy, Socket client, Socket server) throws IOException {
    this.proxy = proxy;
    fromClient = new DataInputStream(new BufferedInputStream(client.getInputStream()));
    toClient = client.getOutputStream();
    fromServer = new DataInputStream(new BufferedInputStream(server.getInputStream()));
    toServer = server.getOutputStream();
  }

  /** Client to server: messages are kept until a request is whole, then forwarded together. */
  void forwardRequests() throws IOException {
    start();
    while (true) {
      int type = fromClient.read();
      if (type < 0) {
        return;
      }
      byte[] body = body(fromClient);
      note(type, body);
      request.write(message(type, body));
      boolean whole = "QScfHXdFp".indexOf(type) >= 0;
      if (whole && !forward(type)) {
        return;
      }
    }
  }

  /** The messages before the first typed one: SSL is refused, all others are passed on. */
  private void start() throws IOException {
    while (true) {
      int length = fromClient.readInt();
      byte[] body = fromClient.readNBytes(length - 4);
      int code = ByteBuffer.wrap(body).getInt();
      if (code == 80877103 || code == 80877104) { // SSLRequest, GSSENCRequest
        PostgresProxy.send(toClient, new byte[] {'N'});
        continue;
      }
      byte[] whole = ByteBuffer.allocate(length).putInt(length).put(body).array();
      PostgresProxy.send(toServer, whole);
      return;
    }
  }

  private static byte[] body(DataInputStream in) throws IOException {
    return in.readNBytes(in.readInt() - 4);
  }

  private static byte[] message(int type, byte[] body) {
    return ByteBuffer.allocate(body.length + 5)
        .put((byte) type)
        .putInt(body.length + 4)
        .put(body)
        .array();
  }

  private void note(int type, byte[] body) {
    if (type == 'd') {
      return;
    }
    String[] texts = new String(body, StandardCharsets.UTF_8).split("\0", 3);
    switch (type) {
      case 'P' -> statements.put(texts[0], texts[1]);
      case 'B' -> portals.put(texts[0], statements.getOrDefault(texts[1], ""));
      case 'E' -> execute(portals.getOrDefault(texts[0], ""));
      case 'Q' -> execute(texts[0]);
      case 'c' -> execute(copying);
      default -> {}
    }
  }

  private void execute(String sql) {
    if (proxy.counts(sql)) {
      executed = sql;
    }
  }

  /** Forwards the whole request; false where the connection must end instead. */
  private boolean forward(int type) throws IOException {
    PostgresProxy.Moment moment = null;
    if (executed != null) {
      String sql = executed;
      executed = null;
      copying = sql;
      moment = proxy.before(sql);
      if (moment == null) {
        return false;
      }
    }
    if (type == 'Q' || type == 'S') {
      awaited.add(new AtomicReference<>(moment));
    } else if (type == 'c') { // the rest of the answer to COPY is the answer to its data
      awaited.element().set(moment);
    }
    PostgresProxy.send(toServer, request.toByteArray());
    request.reset();
    return true;
  }

  /** Server to client: an answer is at its end when the server is ready, or waits for COPY data. */
  void forwardAnswers() throws IOException {
    while (true) {
      int type = fromServer.read();
      if (type < 0) {
        return;
      }
      byte[] body = body(fromServer);
      PostgresProxy.Moment moment = answered(type);
      if (moment != null && !proxy.after(moment)) {
        return;
      }
      PostgresProxy.send(toClient, message(type, body));
    }
  }

  /** What a message from the server ends, where that is counted. */
  private PostgresProxy.Moment answered(int type) {
    AtomicReference<PostgresProxy.Moment> request =
        switch (type) {
          case 'Z' -> awaited.poll();
          case 'G' -> awaited.peek();
          default -> null;
        };
    return request == null ? null : request.getAndSet(null);
  }
}
