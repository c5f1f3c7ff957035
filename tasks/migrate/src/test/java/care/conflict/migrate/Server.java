package care.conflict.migrate;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The PostgreSQL of all tests: in a container where a Docker engine has the image, else embedded.
 */
record Server(String host, int port) {
  static final String SUPERUSER = "postgres";
  static final String PASSWORD = "Qanary-secret-57ab";
  private static final String IMAGE = "postgres:17";

  private static Server running;

  static synchronized Server start() {
    if (running == null) {
      running = DockerClientFactory.instance().isDockerAvailable() ? inContainer() : embedded();
    }
    return running;
  }

  @SuppressWarnings("resource") // lives as long as the tests; Testcontainers takes it away
  private static Server inContainer() {
    try {
      PostgreSQLContainer container =
          new PostgreSQLContainer(DockerImageName.parse(IMAGE))
              .withUsername(SUPERUSER)
              .withPassword(PASSWORD)
              .withImagePullPolicy(image -> false);
      container.start();
      System.out.println("PostgreSQL: container of " + IMAGE);
      return new Server(container.getHost(), container.getFirstMappedPort());
    } catch (ContainerLaunchException e) {
      System.out.println("The Docker engine has no image " + IMAGE + " that starts");
      return embedded();
    }
  }

  @SuppressWarnings("resource") // lives as long as the tests; it ends itself with the process
  private static Server embedded() {
    try {
      int port = EmbeddedPostgres.builder().start().getPort();
      System.out.println("PostgreSQL: embedded (zonky), port " + port);
      return new Server("127.0.0.1", port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
