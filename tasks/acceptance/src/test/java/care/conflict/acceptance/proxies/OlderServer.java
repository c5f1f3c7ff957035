package care.conflict.acceptance.proxies;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** PostgreSQL, which says to who connects that it is another version. */
public final class OlderServer implements AutoCloseable {
  private static final String VERSION = "server_version\0";

  private final ServerSocket listener;
  private final int serverPort;
  private final String version;

  public OlderServer(int serverPort, String version) {
    this.serverPort = serverPort;
    this.version = version;
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

  private interface Work {
    void run() throws IOException;
  }

  private static void background(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                return; // one of the two sides, or the listener, is closed
              }
            },
            "older-server");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = listener.accept();
      Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
      background(
          () -> {
            try (client;
                server) {
              client.getInputStream().transferTo(server.getOutputStream());
            }
          });
      background(
          () -> {
            try (client;
                server) {
              answers(new DataInputStream(server.getInputStream()), client.getOutputStream());
            }
          });
    }
  }

  private void answers(DataInputStream from, OutputStream to) throws IOException {
    while (true) {
      int type = from.read();
      if (type < 0) {
        return;
      }
      byte[] body = from.readNBytes(from.readInt() - 4);
      if (type == 'S' && new String(body, StandardCharsets.UTF_8).startsWith(VERSION)) {
        body = (VERSION + version + "\0").getBytes(StandardCharsets.UTF_8);
      }
      PostgresProxy.send(
          to,
          ByteBuffer.allocate(body.length + 5)
              .put((byte) type)
              .putInt(body.length + 4)
              .put(body)
              .array());
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
