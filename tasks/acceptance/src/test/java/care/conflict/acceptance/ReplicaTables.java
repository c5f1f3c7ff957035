package care.conflict.acceptance;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The warehouse's tables of a world, replicated into a schema beside the store's. */
final class ReplicaTables {

  static final String SCHEMA = "analytics_dev";

  private static final List<String> TABLES =
      List.of(
          "DIMCAREGIVER",
          "DIMCONTRACT",
          "DIMOFFICE",
          "DIMPATIENT",
          "DIMPATIENTADDRESS",
          "DIMPAYER",
          "DIMPAYERPROVIDER",
          "DIMPROVIDER",
          "DIMSERVICECODE",
          "DIMUSER",
          World.FACT);

  private ReplicaTables() {}

  static void load(Database database, World world) {
    try (Connection connection = database.connect()) {
      load(connection, world);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static void load(Connection connection, World world) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA " + SCHEMA);
      TreeSet<String> tables = new TreeSet<>(TABLES);
      tables.addAll(world.warehouse().keySet());
      for (String table : tables) {
        List<String> columns = new ArrayList<>();
        Spec.warehouseTable(table).forEach((name, type) -> columns.add("\"" + name + "\" " + type));
        String name = SCHEMA + "." + table;
        statement.execute("CREATE TABLE " + name + " (" + String.join(", ", columns) + ")");
        List<String> names = List.copyOf(Spec.warehouseTable(table).keySet());
        World.copy(connection, name, names, world.warehouseRows(table));
      }
      statement.execute("CREATE INDEX ON %s.%s (\"Visit Id\")".formatted(SCHEMA, World.FACT));
      statement.execute("ANALYZE");
    }
  }
}
