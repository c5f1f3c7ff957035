package care.conflict.store;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.postgresql.Driver;

/**
 * Connections by PostgreSQL's driver itself. DriverManager, which pgjdbc's own data sources ask,
 * would load every driver that is there: the warehouse's takes longer than the rest of a start.
 */
final class PostgresConnections implements DataSource {
  private final String url;
  private final Properties properties;

  PostgresConnections(String url, Properties properties) {
    this.url = url;
    this.properties = properties;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return new Driver().connect(url, properties);
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("user and password are among the properties");
  }

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  /** Nothing: it is among the properties. */
  @Override
  public void setLoginTimeout(int seconds) {}

  @Override
  public PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(PrintWriter out) {}

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLException("wraps nothing");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
