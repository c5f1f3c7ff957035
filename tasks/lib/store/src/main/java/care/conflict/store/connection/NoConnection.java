package care.conflict.store.connection;

import care.conflict.core.DatabaseError;
import care.conflict.core.ExitCode;
import care.conflict.core.SqlState;
import care.conflict.core.TaskFailure;
import care.conflict.core.parameters.Configuration;
import care.conflict.core.parameters.Parameters;
import java.io.FileNotFoundException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Why PostgreSQL could not be reached, what to do about it, and whether a retry may help. */
public final class NoConnection {
  /** What kept it from being made. */
  private record Reason(ExitCode exitCode, String why, String advice) {}

  private NoConnection() {}

  /** For a connection to this database of the configured server. */
  public static TaskFailure failure(Configuration configuration, String database, SQLException e) {
    Reason reason = reason(e);
    return new TaskFailure(
        reason.exitCode(),
        "PostgreSQL at %s:%d, database %s: no connection (%s)"
            .formatted(
                configuration.get(Parameters.POSTGRES_HOST),
                configuration.get(Parameters.POSTGRES_PORT),
                database,
                reason.why()),
        reason.advice(),
        e);
  }

  private static Reason reason(SQLException e) {
    Optional<String> sentence =
        PostgresErrors.read(e).filter(it -> isOfTheServer(e)).map(DatabaseError.Said::sentence);
    if (sentence.isEmpty()) {
      return network(e);
    }
    if (!SqlState.is(e, SqlState.LOGIN) && isTls(e, sentence.get())) {
      return tls(": " + sentence.get());
    }
    return refused(String.valueOf(e.getSQLState()), sentence.get());
  }

  /** What the server, or a pooler before it, says is passed on. */
  private static Reason refused(String state, String sentence) {
    SqlState known = SqlState.of(state);
    String said = state + ": " + sentence;
    return switch (known.code()) {
      case SqlState.LOGIN ->
          new Reason(
              known.exitCode(),
              "user or password refused, " + said,
              "Check POSTGRES_USER and POSTGRES_PASSWORD (the secret), and that pg_hba.conf lets the role in.");
      case SqlState.NO_DATABASE ->
          new Reason(known.exitCode(), "no such database, " + said, "Check POSTGRES_DATABASE.");
      case SqlState.PRIVILEGE ->
          new Reason(
              known.exitCode(),
              "the role may not connect, " + said,
              "Give it CONNECT on the database: `migrate --grant-to`.");
      case SqlState.CONNECTIONS ->
          new Reason(known.exitCode(), "too many connections, " + said, NeededConnections.ADVICE);
      default ->
          new Reason(
              known.exitCode(),
              said,
              "The server, or a pooler before it, says so: check what it names.");
    };
  }

  private static Reason network(SQLException e) {
    String message = String.valueOf(e.getMessage());
    if (isTls(e, message)) {
      return tls("");
    }
    if (cause(e, UnknownHostException.class) != null) {
      return failed("the host is not known", "Check POSTGRES_HOST and the name service.");
    }
    if (cause(e, ConnectException.class) != null) {
      return failed(
          "connection refused",
          "Nothing listens there: check POSTGRES_HOST and POSTGRES_PORT, and whether the server runs.");
    }
    String state = String.valueOf(e.getSQLState());
    if (cause(e, SocketTimeoutException.class) != null || SqlState.is(e, SqlState.NO_ANSWER)) {
      return failed(
          "no answer", "Check POSTGRES_HOST and POSTGRES_PORT, security groups and routes.");
    }
    if (isOfTheServer(e)) { // its sentence may quote something
      SqlState known = SqlState.of(state);
      return new Reason(known.exitCode(), state + ": " + known.meaning(), known.advice());
    }
    return failed(
        state.equals("null") ? "no answer" : state,
        "Check host, port, security group and TLS (POSTGRES_SSLMODE).");
  }

  private static Reason tls(String sentence) {
    return misused(
        "TLS failed" + sentence,
        "Check POSTGRES_SSLMODE, that POSTGRES_HOST is the name in the server's certificate, and that"
            + " POSTGRES_SSLROOTCERT (without it: Java) holds the certificates of its issuer.");
  }

  private static Reason misused(String why, String advice) {
    return new Reason(ExitCode.MISUSED, why, advice);
  }

  private static Reason failed(String why, String advice) {
    return new Reason(ExitCode.FAILED, why, advice);
  }

  private static boolean isOfTheServer(SQLException e) {
    return e instanceof org.postgresql.util.PSQLException found
        && found.getServerErrorMessage() != null;
  }

  private static boolean isTls(Exception e, String message) {
    return cause(e, SSLException.class) != null
        || cause(e, GeneralSecurityException.class) != null
        || cause(e, FileNotFoundException.class) != null
        || message.toUpperCase(Locale.ROOT).contains("SSL")
        || message.contains("hostnameverifier"); // its certificate is another host's
  }

  private static <T extends Throwable> @Nullable T cause(Throwable e, Class<T> type) {
    for (Throwable it = e; it != null; it = it.getCause()) {
      if (type.isInstance(it)) {
        return type.cast(it);
      }
    }
    return null;
  }
}
