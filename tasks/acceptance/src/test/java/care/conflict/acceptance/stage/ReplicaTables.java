package care.conflict.acceptance.stage;

import care.conflict.acceptance.data.ReplicaForm;
import care.conflict.acceptance.data.Spec;
import care.conflict.acceptance.data.World;
import care.conflict.testing.Checkout;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** The warehouse's tables of a world, replicated into a schema beside the store's. */
public final class ReplicaTables {

  public static final String SCHEMA = "analytics_dev";

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

  /** Any world. */
  public static void load(Database database, World world) {
    load(database, world, ReplicaForm.unlimited());
  }

  /** A world of which all values fit into the form. */
  public static void load(Database database, World world, ReplicaForm form) {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA " + SCHEMA);
      statement.execute("SET TIME ZONE 'UTC'");
      TreeSet<String> tables = new TreeSet<>(TABLES);
      tables.addAll(world.warehouse().keySet());
      for (String table : tables) {
        String name = table.toLowerCase(Locale.ROOT);
        statement.execute(form.createTable(SCHEMA, name));
        List<String> columns =
            form.tables().get(name).stream()
                .map(ReplicaForm.Column::name)
                .filter(Spec.warehouseTable(table)::contains)
                .toList();
        World.copy(connection, SCHEMA + "." + name, columns, world.warehouseRows(table));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    database.psql(Checkout.root().resolve("deploy/replica/indexes.sql"), SCHEMA);
    database.execute("ANALYZE");
  }
}
