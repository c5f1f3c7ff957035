package care.conflict.store.connection;

import care.conflict.core.RdsCertificates;
import care.conflict.core.Run;
import care.conflict.core.parameters.Configuration;
import care.conflict.core.parameters.Parameters;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.ssl.DefaultJavaSSLFactory;

/** What a connection is made with. */
public final class ConnectionProperties {
  public static final int CONNECT_SECONDS = 15;

  private ConnectionProperties() {}

  /** As the secrets are now. */
  static Properties of(Run run) {
    Configuration configuration = run.configuration();
    Properties properties = new Properties();
    properties.setProperty("user", configuration.get(Parameters.POSTGRES_USER));
    properties.setProperty("password", configuration.get(Parameters.POSTGRES_PASSWORD));
    trust(configuration, properties);
    properties.setProperty("ApplicationName", run.worker());
    properties.setProperty("connectTimeout", String.valueOf(CONNECT_SECONDS));
    properties.setProperty("loginTimeout", String.valueOf(CONNECT_SECONDS));
    properties.setProperty("cancelSignalTimeout", "10");
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("prepareThreshold", "0"); // each statement runs once or a few times
    // The server ends a statement first; the socket is for servers that answer nothing any more.
    int minutes = configuration.get(Parameters.STATEMENT_TIMEOUT_MINUTES);
    properties.setProperty("socketTimeout", String.valueOf(minutes * 60 + 60));
    return properties;
  }

  /**
   * Certificates of the file that is named, else those of Amazon RDS for a host of it, else those
   * that Java trusts; pgjdbc alone has none.
   */
  private static void trust(Configuration configuration, Properties properties) {
    String mode = sslMode(configuration);
    properties.setProperty("sslmode", mode);
    boolean verifies = mode.startsWith("verify-");
    Optional<String> file =
        configuration
            .find(Parameters.POSTGRES_SSLROOTCERT)
            .or(
                () ->
                    verifies
                        ? RdsCertificates.of(configuration.get(Parameters.POSTGRES_HOST))
                        : Optional.empty());
    if (file.isPresent()) {
      properties.setProperty("sslrootcert", file.get());
    } else if (verifies) {
      properties.setProperty("sslfactory", DefaultJavaSSLFactory.class.getName());
    }
  }

  private static String sslMode(Configuration configuration) {
    return configuration
        .find(Parameters.POSTGRES_SSLMODE)
        .orElseGet(
            () ->
                isLoopback(configuration.get(Parameters.POSTGRES_HOST)) ? "prefer" : "verify-full");
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false; // connecting will say so
    }
  }
}
