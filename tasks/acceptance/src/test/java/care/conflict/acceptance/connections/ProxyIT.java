package care.conflict.acceptance.connections;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.stage.Command;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** A proxy in the words of the JVM, as the stack's task definitions name it: who asks it. */
class ProxyIT {
  private static final String NO = "HTTP/1.1 403 no\r\nContent-Length: 0\r\n\r\n";

  /** What a proxy that lets nobody through was asked for by a command. */
  private static List<String> asked(String only, Map<String, String> environment)
      throws IOException {
    List<String> asked = new CopyOnWriteArrayList<>();
    try (ServerSocket proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread thread = new Thread(() -> refuse(proxy, asked));
      thread.setDaemon(true);
      thread.start();
      String options =
          "-Dhttp.useProxy=true -Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort=%1$d -Dhttp.proxyHost=127.0.0.1 -Dhttp.proxyPort=%1$d -Dhttp.nonProxyHosts=localhost|127.*"
              .formatted(proxy.getLocalPort());
      Command.Finished finished =
          new Command("test_connections", Files.createTempDirectory("proxy"))
              .env(environment)
              .env(Map.of("JDK_JAVA_OPTIONS", options))
              .with("--only=" + only)
              .run();
      assertThat(finished.exitCode()).as(finished.everything()).isNotZero();
    }
    return asked;
  }

  private static void refuse(ServerSocket proxy, List<String> asked) {
    while (!proxy.isClosed()) {
      try (Socket client = proxy.accept()) {
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        asked.add(in.readLine());
        client.getOutputStream().write(NO.getBytes(StandardCharsets.US_ASCII));
      } catch (IOException e) {
        return; // the test is over
      }
    }
  }

  @Test
  void theWarehouseIsReachedByIt() throws IOException {
    assertThat(
            asked(
                "snowflake",
                Map.of(
                    "SNOWFLAKE_ACCOUNT", "acme.snowflakecomputing.com",
                    "SNOWFLAKE_USER", "reader",
                    "SNOWFLAKE_PASSWORD", "of-no-use")))
        .first()
        .asString()
        .startsWith("CONNECT acme.snowflakecomputing.com:443 ");
  }

  @Test
  void awsIsReachedByIt() throws IOException {
    assertThat(
            asked(
                "postgres",
                Map.of(
                    "POSTGRES_SECRET", "any",
                    "AWS_REGION", "us-east-1",
                    "AWS_ACCESS_KEY_ID", "local",
                    "AWS_SECRET_ACCESS_KEY", "of-no-use")))
        .first()
        .asString()
        .startsWith("CONNECT secretsmanager.us-east-1.amazonaws.com:443 ");
  }
}
