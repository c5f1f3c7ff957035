package care.conflict.acceptance.proxies;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Stands between a command and PostgreSQL, counts the statements that matter, and calls an
 * interruption before a chosen one is forwarded or after its answer came back.
 */
public final class PostgresProxy implements AutoCloseable {

  /** What happens at the chosen statement; false closes the connection instead of going on. */
  public interface Interruption {
    boolean at(Moment moment) throws IOException;
  }

  /** A statement that is counted, before it is forwarded or after its answer. */
  public record Moment(int number, boolean before, String sql) {}

  private final ServerSocket listener;
  private final int serverPort;
  private final Predicate<String> counted;
  private final Interruption interruption;
  private final AtomicInteger count = new AtomicInteger();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final List<String> statements = new CopyOnWriteArrayList<>();

  /** In front of a server; asks the interruption about the statements that count. */
  public PostgresProxy(int serverPort, Predicate<String> counted, Interruption interruption) {
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.serverPort = serverPort;
    this.counted = counted;
    this.interruption = interruption;
    background(this::accept);
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** The statements counted so far, in order. */
  public List<String> statements() {
    return statements;
  }

  boolean counts(String sql) {
    return counted.test(sql);
  }

  /** Numbers a statement and lets the interruption act before it. */
  Moment before(String sql) throws IOException {
    Moment moment = new Moment(count.incrementAndGet(), true, sql);
    statements.add(sql);
    return interruption.at(moment) ? moment : null;
  }

  boolean after(Moment moment) throws IOException {
    return interruption.at(new Moment(moment.number(), false, moment.sql()));
  }

  private static void background(Runnable work) {
    Thread thread = new Thread(work, "postgres-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        sockets.add(client);
        sockets.add(server);
        PostgresSession session = new PostgresSession(this, client, server);
        background(() -> quietly(client, server, session::forwardAnswers));
        background(() -> quietly(client, server, session::forwardRequests));
      } catch (IOException e) {
        // the listener is closed, or this one connection could not be made: the loop decides
        sockets.removeIf(Socket::isClosed);
      }
    }
  }

  /** Work that ends when either side is gone. */
  interface Forwarding {
    void run() throws IOException;
  }

  private static void quietly(Socket client, Socket server, Forwarding work) {
    try (client;
        server) {
      work.run();
    } catch (IOException e) {
      // one of the two sides closed the connection: so is the other one by now
      return;
    }
  }

  static void send(OutputStream out, byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
