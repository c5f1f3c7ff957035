package care.conflict.store;

import care.conflict.core.Configuration;
import care.conflict.core.ExitCode;
import care.conflict.core.Parameters;
import care.conflict.core.TaskFailure;
import java.io.FileNotFoundException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** Why PostgreSQL could not be reached, what to do about it, and whether a retry may help. */
final class NoConnection {
  private NoConnection() {}

  static TaskFailure failure(Configuration configuration, String database, Exception e) {
    SQLException refusal = cause(e, SQLException.class);
    String state = refusal == null ? "" : String.valueOf(refusal.getSQLState());
    String message = refusal == null ? "" : String.valueOf(refusal.getMessage());
    if (state.startsWith("28")) {
      return failure(
          configuration,
          database,
          ExitCode.MISUSED,
          "user or password refused, " + state,
          "Check POSTGRES_USER and POSTGRES_PASSWORD (the secret), and that pg_hba.conf lets the role in.");
    }
    if (state.equals("3D000")) {
      return failure(
          configuration,
          database,
          ExitCode.MISUSED,
          "no such database, " + state,
          "Check POSTGRES_DATABASE.");
    }
    if (state.equals("42501")) {
      return failure(
          configuration,
          database,
          ExitCode.MISUSED,
          "the role may not connect, " + state,
          "Give it CONNECT on the database: `migrate --grant-to`.");
    }
    if (isTls(e, message)) {
      return failure(
          configuration,
          database,
          ExitCode.MISUSED,
          "TLS failed",
          "Check POSTGRES_SSLMODE, that POSTGRES_HOST is the name in the server's certificate, and that"
              + " POSTGRES_SSLROOTCERT (without it: Java) holds the certificates of its issuer.");
    }
    return network(configuration, database, e, state);
  }

  private static TaskFailure network(
      Configuration configuration, String database, Exception e, String state) {
    if (cause(e, UnknownHostException.class) != null) {
      return failure(
          configuration,
          database,
          ExitCode.FAILED,
          "the host is not known",
          "Check POSTGRES_HOST and the name service.");
    }
    if (cause(e, ConnectException.class) != null) {
      return failure(
          configuration,
          database,
          ExitCode.FAILED,
          "connection refused",
          "Nothing listens there: check POSTGRES_HOST and POSTGRES_PORT, and whether the server runs.");
    }
    if (cause(e, SocketTimeoutException.class) != null || state.equals("08001")) {
      return failure(
          configuration,
          database,
          ExitCode.FAILED,
          "no answer",
          "Check POSTGRES_HOST and POSTGRES_PORT, security groups and routes.");
    }
    return failure(
        configuration,
        database,
        ExitCode.FAILED,
        state.isEmpty() || state.equals("null") ? "no answer" : state,
        "Check host, port, security group and TLS (POSTGRES_SSLMODE).");
  }

  private static boolean isTls(Exception e, String message) {
    return cause(e, SSLException.class) != null
        || cause(e, GeneralSecurityException.class) != null
        || cause(e, FileNotFoundException.class) != null
        || message.toUpperCase(Locale.ROOT).contains("SSL")
        || message.contains("hostnameverifier"); // its certificate is another host's
  }

  private static TaskFailure failure(
      Configuration configuration, String database, ExitCode code, String why, String advice) {
    return new TaskFailure(
        code,
        "PostgreSQL at %s:%d, database %s: no connection (%s)"
            .formatted(
                configuration.get(Parameters.POSTGRES_HOST),
                configuration.get(Parameters.POSTGRES_PORT),
                database,
                why),
        advice);
  }

  private static <T extends Throwable> T cause(Throwable e, Class<T> type) {
    for (Throwable it = e; it != null; it = it.getCause()) {
      if (type.isInstance(it)) {
        return type.cast(it);
      }
    }
    return null;
  }
}
