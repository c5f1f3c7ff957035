package care.conflict.acceptance.proxies;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A pooler before PostgreSQL, as PgBouncer is one: it refuses the startup parameter options, and
 * the key that it gives a client is none of a server process. It knows no COPY.
 */
public final class PoolerStandIn implements AutoCloseable {
  /** What a client gets. */
  public enum Mode {
    /** A server connection for as long as it stays. */
    SESSION,
    /** Another one for each transaction: the one that was given back last. */
    TRANSACTION,
    /** One of its own, but what it sets is forgotten after the statement. */
    FORGETFUL
  }

  private static final String REFUSAL = "unsupported startup parameter: options";

  /** One connection to the server. */
  private record Server(Socket socket, DataInputStream in) {}

  private final ServerSocket listener;
  private final int serverPort;
  private final Mode mode;
  private final Deque<Server> idle = new ConcurrentLinkedDeque<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  public PoolerStandIn(int serverPort, Mode mode) {
    this.serverPort = serverPort;
    this.mode = mode;
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    background(this::accept);
  }

  public int port() {
    return listener.getLocalPort();
  }

  private static void background(Runnable work) {
    Thread thread = new Thread(work, "pooler");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        sockets.add(client);
        background(() -> serve(client));
      } catch (IOException e) {
        sockets.removeIf(Socket::isClosed); // the listener is closed: the loop decides
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      client.setTcpNoDelay(true);
      DataInputStream in = new DataInputStream(new BufferedInputStream(client.getInputStream()));
      byte[] startup = startup(client, in);
      if (new String(startup, StandardCharsets.UTF_8).contains("\0options\0")) {
        PostgresProxy.send(
            client.getOutputStream(),
            message(
                'E', ("SFATAL\0C08P01\0M" + REFUSAL + "\0\0").getBytes(StandardCharsets.UTF_8)));
        return;
      }
      Server server = logIn(client, startup);
      if (mode == Mode.TRANSACTION) {
        idle.addLast(server);
        server = null;
      }
      answer(client, in, server);
    } catch (IOException e) {
      // the client or the server is gone, and so is this connection
      sockets.removeIf(Socket::isClosed);
    }
  }

  /** The client's first message; TLS is refused. */
  private static byte[] startup(Socket client, DataInputStream in) throws IOException {
    while (true) {
      int length = in.readInt();
      byte[] body = in.readNBytes(length - 4);
      int code = ByteBuffer.wrap(body).getInt();
      if (code == 80877103 || code == 80877104) { // SSLRequest, GSSENCRequest
        PostgresProxy.send(client.getOutputStream(), new byte[] {'N'});
      } else {
        return ByteBuffer.allocate(length).putInt(length).put(body).array();
      }
    }
  }

  /** A new connection to the server; the client gets its greeting, with a key of ours. */
  private Server logIn(Socket client, byte[] startup) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), serverPort);
    socket.setTcpNoDelay(true);
    sockets.add(socket);
    Server server =
        new Server(socket, new DataInputStream(new BufferedInputStream(socket.getInputStream())));
    PostgresProxy.send(socket.getOutputStream(), startup);
    relay(server, client, true);
    return server;
  }

  private void answer(Socket client, DataInputStream in, Server own) throws IOException {
    Server server = own;
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    while (true) {
      int type = in.read();
      byte[] body = type < 0 ? new byte[0] : in.readNBytes(in.readInt() - 4);
      if (type < 0 || type == 'X') {
        if (server != null) {
          server.socket.close();
        }
        return;
      }
      request.write(message(type, mode == Mode.FORGETFUL ? forgetting(body) : body));
      if (type != 'Q' && type != 'S') {
        continue;
      }
      Server used = server == null ? idle.pollFirst() : server;
      PostgresProxy.send(used.socket.getOutputStream(), request.toByteArray());
      request.reset();
      boolean inTransaction = relay(used, client, false) != 'I';
      server = mode != Mode.TRANSACTION || inTransaction ? used : null;
      if (server == null) {
        giveBack(used);
      }
    }
  }

  private void giveBack(Server server) {
    idle.addFirst(server);
  }

  /** Settings hold until the end of the transaction. */
  private static byte[] forgetting(byte[] body) {
    String text = new String(body, StandardCharsets.ISO_8859_1);
    return text.replace("w.value, FALSE)", "w.value, TRUE )").getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Passes an answer on to its end; returns in what state the server is then. */
  private static int relay(Server server, Socket client, boolean greeting) throws IOException {
    while (true) {
      int type = server.in.readUnsignedByte();
      byte[] body = server.in.readNBytes(server.in.readInt() - 4);
      if (greeting && type == 'K') {
        ByteBuffer.wrap(body).putInt(7);
      }
      PostgresProxy.send(client.getOutputStream(), message(type, body));
      if (type == 'Z') {
        return body[0];
      }
    }
  }

  private static byte[] message(int type, byte[] body) {
    return ByteBuffer.allocate(body.length + 5)
        .put((byte) type)
        .putInt(body.length + 4)
        .put(body)
        .array();
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
