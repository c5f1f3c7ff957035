package care.conflict.acceptance.scenes;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.cases.Pair;
import care.conflict.acceptance.data.ReplicaForm;
import care.conflict.acceptance.data.World;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.stage.Leaks;
import care.conflict.acceptance.stage.ReplicaTables;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A case: a small warehouse, a store of its own with nothing in it yet, commands over both. */
public final class SmallCase {

  public static final String DETECTION = "task02_00_conflict_update";
  public static final String INSERVICE = "task02_01_inservice_conflict";
  public static final String STATUS = "task03_status_management";

  /** Visit Date is a date, ids are texts: the form that the chunks were made for. */
  public static final ReplicaForm TEXT_IDS = form("Scripts06 2025-11-19");

  /** Visit Date has a zone. */
  public static final ReplicaForm ZONED_DATES = form("Scripts07 2025-12-28");

  /** Ids are uuids. */
  public static final ReplicaForm UUID_IDS = form("Scripts09 altered 2026-02-07");

  private static final String EMPTY_STORE =
      """
      INSERT INTO settings ("ID", "ExtraDistancePer", "InProgressFlag") VALUES (1, 1, 0);
      INSERT INTO mph ("From", "To", "AverageMilesPerHour") VALUES (1, 5, 15), (6, 10, 25), (11, 1000, 30)""";

  public final Pair pair;
  public final Database database;
  private final Ground ground;
  private final Path folder;
  private int runs;

  private SmallCase(Pair pair, Ground ground, Database database) {
    this.pair = pair;
    this.ground = ground;
    this.database = database;
    try {
      folder = Files.createTempDirectory("case");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    show();
  }

  private static ReplicaForm form(String name) {
    return ReplicaForm.known().stream()
        .filter(form -> form.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** With a warehouse that all cases share. */
  public static SmallCase of(Pair pair) {
    return of(pair, Ground.shared());
  }

  public static SmallCase of(Pair pair, Ground ground) {
    Database database = Database.create();
    database.execute(EMPTY_STORE);
    return new SmallCase(pair, ground, database);
  }

  /** Over a warehouse that is not made of pairs, with a store that has something in it. */
  public static SmallCase over(Ground ground, Database database) {
    return new SmallCase(Pair.none(), ground, database);
  }

  /** The pair stored by an earlier run. */
  public static SmallCase stored(Pair pair) {
    SmallCase stored = of(pair);
    stored.detect();
    return stored;
  }

  /** Another store with what this one has, over another warehouse. */
  public SmallCase with(Pair other) {
    return new SmallCase(other, ground, database.copy());
  }

  /** Shows the warehouse as the pair is now. */
  public void show() {
    Leaks.watch(world());
    ground.show(pair);
  }

  /** Makes the replica anew, in that form, as the pair is now. */
  public void replicate(ReplicaForm form) {
    database.execute("DROP SCHEMA IF EXISTS %s CASCADE".formatted(ReplicaTables.SCHEMA));
    ReplicaTables.load(database, world(), form);
  }

  private World world() {
    return new World(LocalDateTime.parse(Pair.NOW), pair.tables, Map.of());
  }

  /** A command of a run; all of one run write to one location. */
  public Command command(String task, String run, String... options) {
    return new Command(task, folder.resolve(run))
        .env(database.environment())
        .env(ground.environment())
        .with("--run-id=" + run)
        .with(List.of(options));
  }

  /** The same at the "now" of the cases. */
  public Command task(String task, String run, String... options) {
    return command(task, run, options).with("--now=" + Pair.NOW);
  }

  /** What {@code run_lock} says to these words. */
  public Command.Finished runLock(String... words) {
    return new Command("run_lock", folder.resolve("lock"))
        .env(database.environment())
        .with(List.of(words))
        .run();
  }

  /** A task alone, which must succeed. */
  public JsonNode run(String task, String... options) {
    return Operations.succeeded(task(task, "alone" + ++runs, options).run());
  }

  /** Runs detection, which must succeed. */
  public JsonNode detect(String... options) {
    return run(DETECTION, options);
  }

  public JsonNode preflight(String run) {
    return Operations.succeeded(task(Operations.PREFLIGHT, run).run());
  }

  public JsonNode postflight(String run) {
    return Operations.succeeded(command(Operations.POSTFLIGHT, run).run());
  }

  /** Every task of a run, each of which must succeed. */
  public void cycle(String run) {
    preflight(run);
    for (String task : List.of("task01_copy_to_staging", DETECTION, INSERVICE, STATUS)) {
      Operations.succeeded(task(task, run).run());
    }
    postflight(run);
  }

  public Path location(String run) {
    return folder.resolve(run);
  }

  /** How many rows are stored. */
  public int count() {
    return Integer.parseInt(database.ask("SELECT count(*) FROM conflictvisitmaps"));
  }

  /** The row of two visits by their numbers; a NULL is absent. */
  public Map<String, String> row(int first, int second) {
    String query =
        "SELECT * FROM conflictvisitmaps WHERE \"VisitID\" = '%s' AND \"ConVisitID\" = '%s'"
            .formatted(Pair.visitId(first), Pair.visitId(second));
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      if (!result.next()) {
        throw new AssertionError("no row of " + first + " and " + second);
      }
      Map<String, String> row = new HashMap<>();
      for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
        if (result.getString(i) != null) {
          row.put(result.getMetaData().getColumnName(i), result.getString(i));
        }
      }
      return row;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The statuses of all rows, in the order of their ids. */
  public String statuses() {
    return database.ask(
        "SELECT coalesce(string_agg(\"StatusFlag\", '' ORDER BY \"ID\"), '') FROM conflictvisitmaps");
  }

  /** Changes with everything that the rows say, generated ids and write times aside. */
  public String digest() {
    return database.ask(
        """
        SELECT md5(string_agg((to_jsonb(m) - ARRAY['ID', 'CONFLICTID', 'CreatedDate', 'UpdatedDate', 'CRDATEUNIQUE', 'GroupID', 'G_CRDATEUNIQUE'])::text,
                              '' ORDER BY "VisitID", "ConVisitID"))
          FROM conflictvisitmaps m""");
  }

  /** A count of a result document, -1 where it has none. */
  public static int counted(JsonNode result, String what) {
    return result.at("/counts/" + what).asInt(-1);
  }

  /** One warning has this name, and this count with it. */
  public static void assertCounted(JsonNode result, String name, int count) {
    assertThat(result.get("warnings"))
        .as(Operations.warnings(result))
        .anySatisfy(
            warning ->
                assertThat(warning.asText())
                    .contains(name)
                    .containsPattern("(?<![\\d,.])" + count + "(?![\\d,.]\\d|\\d)"));
  }
}
