package care.conflict.core;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The authorities of Amazon RDS, which no Java trusts by itself: the image has them in a file. */
public final class RdsCertificates {
  private static final String FILE = "rds-bundle.pem";
  private static final String HOSTS = ".rds.amazonaws.com";

  /** RDS Proxy has certificates of an authority that Java trusts. */
  private static final String PROXIES = ".proxy-";

  private RdsCertificates() {}

  /** The file for this host; empty where it is no host of RDS, or no file lies beside the jar. */
  public static Optional<String> of(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    String started = System.getProperty("java.class.path", "");
    if (!name.endsWith(HOSTS) || name.contains(PROXIES) || started.contains(File.pathSeparator)) {
      return Optional.empty();
    }
    Path file = Path.of(started).toAbsolutePath().resolveSibling(FILE);
    return Files.isReadable(file) ? Optional.of(file.toString()) : Optional.empty();
  }
}
