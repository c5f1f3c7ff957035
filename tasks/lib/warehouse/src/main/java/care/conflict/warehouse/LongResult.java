package care.conflict.warehouse;

import care.conflict.core.ExitCode;
import care.conflict.core.Redaction;
import care.conflict.core.TaskFailure;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.regex.Pattern;
import net.snowflake.client.api.resultset.SnowflakeResultSet;
import net.snowflake.client.api.resultset.SnowflakeResultSetSerializable;
import net.snowflake.client.internal.jdbc.SnowflakeResultSetSerializableV1;

/** A result whose rest comes from another host than the answer, by way of which it may be kept. */
final class LongResult {
  /** The host is reached, and says no. */
  private static final Pattern REFUSED = Pattern.compile("\\b(401|403|407)\\b");

  private LongResult() {}

  static void read(ResultSet results) throws SQLException {
    String host = hostOfTheRest(results);
    try {
      while (results.next()) {
        results.getObject(1);
      }
    } catch (SQLException e) {
      throw failure(host, e);
    }
  }

  private static String hostOfTheRest(ResultSet results) throws SQLException {
    for (SnowflakeResultSetSerializable part :
        results.unwrap(SnowflakeResultSet.class).getResultSetSerializables(Long.MAX_VALUE)) {
      if (part instanceof SnowflakeResultSetSerializableV1 known && known.getChunkFileCount() > 0) {
        return URI.create(known.getChunkFileMetadatas().get(0).getFileURL()).getAuthority();
      }
    }
    return "the same host";
  }

  private static TaskFailure failure(String host, SQLException e) {
    String why = Redaction.databaseMessage(e.getMessage());
    return new TaskFailure(
        REFUSED.matcher(String.valueOf(e.getMessage())).find() ? ExitCode.MISUSED : ExitCode.FAILED,
        "Snowflake: results cannot be downloaded from %s (%s)".formatted(host, why),
        "Long results come from there: let the tasks reach it (proxy, VPC endpoint of S3 and its policy, firewall).",
        e);
  }
}
