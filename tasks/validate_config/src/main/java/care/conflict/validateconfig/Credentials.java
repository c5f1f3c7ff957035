package care.conflict.validateconfig;

import static care.conflict.core.parameters.Parameters.POSTGRES_HOST;
import static care.conflict.core.parameters.Parameters.POSTGRES_SSLMODE;
import static care.conflict.core.parameters.Parameters.POSTGRES_SSLROOTCERT;
import static care.conflict.core.parameters.Parameters.SNOWFLAKE_PASSWORD;
import static care.conflict.core.parameters.Parameters.SNOWFLAKE_PRIVATE_KEY;
import static care.conflict.core.parameters.Parameters.SNOWFLAKE_PRIVATE_KEY_PASSPHRASE;

import care.conflict.core.RdsCertificates;
import care.conflict.core.TaskFailure;
import care.conflict.core.parameters.Configuration;
import care.conflict.core.parameters.Parameter;
import care.conflict.core.parameters.Parameters;
import care.conflict.warehouse.PrivateKeys;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;

/** Keys and certificates, as far as they can be looked at without a connection. */
final class Credentials {
  private Credentials() {}

  static List<String> problems(Configuration configuration, boolean warehouse) {
    List<String> problems = new ArrayList<>();
    if (warehouse) {
      configuration
          .find(SNOWFLAKE_PRIVATE_KEY)
          .ifPresent(key -> checkKey(configuration, key, problems));
    }
    configuration
        .find(POSTGRES_SSLROOTCERT)
        .filter(file -> !file.isEmpty())
        .ifPresent(file -> checkCertificates(configuration, file, problems));
    return problems;
  }

  private static void checkKey(Configuration configuration, String key, List<String> problems) {
    try {
      PrivateKeys.parse(key, configuration.find(SNOWFLAKE_PRIVATE_KEY_PASSPHRASE));
    } catch (TaskFailure e) {
      problems.add(e.getMessage() + " (" + source(configuration, SNOWFLAKE_PRIVATE_KEY) + ")");
    }
  }

  private static void checkCertificates(
      Configuration configuration, String file, List<String> problems) {
    String place =
        "POSTGRES_SSLROOTCERT (%s): ".formatted(source(configuration, POSTGRES_SSLROOTCERT));
    try (InputStream in = new BufferedInputStream(Files.newInputStream(Path.of(file)))) {
      if (CertificateFactory.getInstance("X.509").generateCertificates(in).isEmpty()) {
        problems.add(place + "the file " + file + " holds no certificate");
      }
    } catch (IOException | InvalidPathException e) {
      problems.add(place + "the file " + file + " cannot be read");
    } catch (CertificateException e) {
      problems.add(place + "the file " + file + " holds no certificate that can be read");
    }
  }

  private static String source(Configuration configuration, Parameter<?> parameter) {
    return configuration.source(parameter).orElseThrow().words();
  }

  static List<String> warnings(Configuration configuration, boolean warehouse) {
    List<String> warnings = new ArrayList<>();
    if (warehouse
        && configuration.find(SNOWFLAKE_PRIVATE_KEY).isPresent()
        && configuration.find(SNOWFLAKE_PASSWORD).isPresent()) {
      warnings.add("SNOWFLAKE_PASSWORD is not used: there is a key");
    }
    if (configuration.find(POSTGRES_SSLMODE).orElse("").startsWith("verify-")
        && configuration.find(POSTGRES_SSLROOTCERT).isEmpty()
        && configuration.find(POSTGRES_HOST).flatMap(RdsCertificates::of).isEmpty()) {
      warnings.add(
          "POSTGRES_SSLROOTCERT is not set: the server's certificate must come from an issuer that Java trusts");
    }
    if (configuration.find(Parameters.EMAIL_ENABLED).orElse(false)
        && configuration.find(Parameters.AWS_REGION).isEmpty()) {
      warnings.add("AWS_REGION is not set: the mail goes by the region that the AWS settings name");
    }
    return warnings;
  }
}
