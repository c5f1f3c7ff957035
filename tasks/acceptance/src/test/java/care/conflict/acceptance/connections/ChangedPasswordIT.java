package care.conflict.acceptance.connections;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.stage.Aws;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.Json;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A secret as RDS makes it, and one whose password changes while a command starts. */
class ChangedPasswordIT {
  private static final String NEW = "Qanary-new-password";
  private static final String OLD = "Qanary-old-password";

  private static Aws aws;
  private static EmbeddedPostgres server;
  private static Path folder;

  @BeforeAll
  static void start() throws Exception {
    folder = Files.createTempDirectory("changed");
    aws = Aws.start();
    server = EmbeddedPostgres.builder().start();
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE ROLE changing LOGIN SUPERUSER PASSWORD '" + NEW + "'");
      try (ResultSet file = statement.executeQuery("SHOW hba_file")) {
        file.next();
        Files.writeString(
            Path.of(file.getString(1)),
            "host all changing all scram-sha-256%nhost all all all trust%n".formatted());
      }
      statement.execute("SELECT pg_reload_conf()");
    }
  }

  @AfterAll
  static void end() throws IOException {
    server.close();
    aws.close();
  }

  private static String secret(int port, String password) {
    return Json.write(
        Map.of(
            "engine", "postgres",
            "host", "127.0.0.1",
            "port", Integer.toString(port),
            "dbname", "postgres",
            "username", "changing",
            "password", password));
  }

  private static Command.Finished migrated(String secret) {
    Map<String, String> named = new HashMap<>(aws.environment());
    named.put("POSTGRES_SECRET", secret);
    named.put("POSTGRES_SSLMODE", "disable");
    Command.Finished finished = new Command("migrate", folder).env(named).run();
    assertThat(finished.everything()).doesNotContain(NEW, OLD);
    return finished;
  }

  @Test
  void aSecretWithTheKeysOfRdsIsRead() {
    aws.putSecret("rds", secret(server.getPort(), NEW));
    Command.Finished finished = migrated("rds");
    assertThat(finished.exitCode()).as(finished.everything()).isZero();
  }

  /** Between the fetching of the secret and the log-in, as the command sees it. */
  @Test
  void aPasswordThatWasChangedMeanwhileIsFetchedAnew() throws IOException {
    try (ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      aws.putSecret("changing", secret(door.getLocalPort(), OLD));
      passOn(door, () -> aws.changeSecret("changing", secret(door.getLocalPort(), NEW)));
      Command.Finished finished = migrated("changing");
      assertThat(finished.exitCode()).as(finished.everything()).isZero();
      assertThat(finished.output()).contains("the secret is fetched anew");
    }
  }

  @Test
  void aPasswordThatIsWrongThenAsWellIsUselessToRetry() throws IOException {
    try (ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      aws.putSecret("wrong", secret(door.getLocalPort(), OLD));
      AtomicInteger logIns = passOn(door, () -> {});
      Command.Finished finished = migrated("wrong");
      assertThat(finished.exitCode()).as(finished.everything()).isEqualTo(2);
      assertThat(finished.output()).contains("user or password refused, 28P01");
      assertThat(logIns).hasValue(2);
    }
  }

  /** Calls the hook before the first connection is passed on to the server; counts them. */
  private static AtomicInteger passOn(ServerSocket door, Runnable hook) {
    AtomicInteger connections = new AtomicInteger();
    background(
        () -> {
          while (true) {
            Socket client = door.accept();
            if (connections.incrementAndGet() == 1) {
              hook.run();
            }
            Socket behind = new Socket(InetAddress.getLoopbackAddress(), server.getPort());
            background(() -> client.getInputStream().transferTo(behind.getOutputStream()));
            background(
                () -> {
                  behind.getInputStream().transferTo(client.getOutputStream());
                  client.close();
                });
          }
        });
    return connections;
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
                return; // closed by either side, or the test is over
              }
            });
    thread.setDaemon(true);
    thread.start();
  }
}
