package care.conflict.acceptance.status;

import static care.conflict.acceptance.scenes.Operations.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.data.Comparison;
import care.conflict.acceptance.data.StatusParameters;
import care.conflict.acceptance.data.World;
import care.conflict.acceptance.oracle.GroupSteps;
import care.conflict.acceptance.oracle.NaiveStatus;
import care.conflict.acceptance.proxies.Disturbance;
import care.conflict.acceptance.scenes.Graphs;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.stage.StoreReader;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The groups beside union-find: random graphs, long paths, and days on which they change. */
class GroupsIT {

  private static final String NOW = "2026-03-14T05:30:15";
  private static final int LONG_PATH = 50;
  private static final String NUMBERS =
      "SELECT md5(string_agg(\"ID\" || ' ' || \"GroupID\", ',' ORDER BY \"ID\")) FROM conflictvisitmaps";

  @TempDir private Path folder;
  private final Graphs graphs = new Graphs(20_261_129);
  private final Database database = graphs.database;

  @Test
  void tenThousandRandomGraphsAreGroupedAsByUnionFindAndNothingIsWrittenTwice()
      throws SQLException {
    for (int graph = 0; graph < 10_000; graph++) {
      if (graph % 10 == 0) {
        graphs.path(LONG_PATH);
      } else {
        graphs.scatter(12);
      }
    }
    graphs.store();
    // What older systems and people have made of them: some over, some put aside, groups of any age
    // on any rows.
    database.execute(
        """
        UPDATE conflictvisitmaps SET
          "StatusFlag" = (ARRAY['U','U','U','U','N','W','I','R','D',NULL])[1 + abs(hashint8("ID")) %% 10],
          "GroupID" = CASE WHEN abs(hashint8("ID" + 1)) %% 3 = 0 THEN 1 + "ID" / 40 + abs(hashint8("ID" + 2)) %% 2 END;
        UPDATE conflictvisitmaps SET "StatusFlag" = 'U' WHERE "ID" <= %d;
        UPDATE conflictvisitmaps SET "G_CRDATEUNIQUE" = timestamp '2025-01-01' + "GroupID" %% 100 * interval '1 day'
        """
            .formatted(LONG_PATH));
    String people = whatPeopleSee();
    JsonNode result = succeeded(groups(database).run());
    assertThat(updated(result)).isPositive();
    assertGroupedAsByUnionFind(database);
    assertThat(whatPeopleSee()).isEqualTo(people);

    String before = database.fingerprint();
    assertThat(updated(succeeded(groups(database).run()))).isZero();
    assertThat(database.fingerprint()).isEqualTo(before);
  }

  @Test
  void sixtyDaysOfMergesAndSplitsComeToWhatFromScratchTheyWouldBe() throws SQLException {
    graphs.path(LONG_PATH);
    for (int graph = 0; graph < 60; graph++) {
      graphs.scatter(10);
    }
    graphs.store();
    StatusParameters only = StatusParameters.DEFAULT.only(NaiveStatus.GROUPS);
    LocalDateTime began = StoreReader.clock();
    World world = World.empty(LocalDateTime.parse(NOW));
    for (int day = 1; day <= 60; day++) {
      change(day);
      StoreReader reader = new StoreReader(database, began);
      NaiveStatus naive = NaiveStatus.of(world, reader.read(database), only);
      int written = naive.run(only).get(NaiveStatus.GROUPS);
      JsonNode result = succeeded(groups(database).run());
      assertThat(Comparison.of(naive.contents(), reader.read(database))).as("day " + day).isEmpty();
      assertThat(updated(result)).as("day " + day).isEqualTo(written);
      assertGroupedAsByUnionFind(database);
      if (day % 20 == 0) {
        assertThat(parts(database)).isEqualTo(fromScratch());
      }
    }
  }

  @Test
  void onlyComponentsThatAreTouchedAreLookedAt() throws SQLException {
    for (int pair = 0; pair < 100; pair++) {
      graphs.all(2);
      graphs.all(3);
      graphs.star(5);
      graphs.path(6);
    }
    graphs.store();
    assertThat(looked(succeeded(groups(database).run()))).isEqualTo(graphs.rows());
    // A path is not seen to hang together at one glance, but nothing has changed in it either.
    assertThat(looked(succeeded(groups(database).run()))).isZero();

    database.execute(
        """
        UPDATE conflictvisitmaps SET "StatusFlag" = 'R' WHERE "ID" = 1;
        UPDATE conflictvisitmaps SET "G_CRDATEUNIQUE" = NULL WHERE "ID" = 3;
        DELETE FROM conflictvisitmaps WHERE "ID" BETWEEN 21 AND 24""");
    JsonNode result = succeeded(groups(database).run());
    // The rest of a pair hangs together still; a triangle has a date that is missing in one row.
    assertThat(looked(result)).isBetween(6, graphs.rows() / 10);
    assertThat(updated(result)).isEqualTo(1);
    assertGroupedAsByUnionFind(database);
  }

  @Test
  void whatTurnsAGroupIntoAWrongOneIsFoundWhereverItHappened() throws SQLException {
    for (int path = 0; path < 2_000; path++) {
      graphs.path(4);
    }
    graphs.store();
    succeeded(groups(database).run());
    for (String change :
        List.of(
            // a row that is in the middle goes, is over, opens again
            "DELETE FROM conflictvisitmaps WHERE \"ID\" = 11",
            "UPDATE conflictvisitmaps SET \"StatusFlag\" = 'R' WHERE \"ID\" = 101",
            "UPDATE conflictvisitmaps SET \"StatusFlag\" = 'U' WHERE \"ID\" = 101",
            // it moves to the visits of another group, and back
            "UPDATE conflictvisitmaps c SET \"ConVisitID\" = o.\"VisitID\" FROM conflictvisitmaps o"
                + " WHERE c.\"ID\" = 202 AND o.\"ID\" = 2002",
            "UPDATE conflictvisitmaps c SET \"VisitID\" = o.\"VisitID\" FROM conflictvisitmaps o"
                + " WHERE c.\"ID\" = 202 AND o.\"ID\" = 3002",
            // one that has a number already joins two
            "INSERT INTO conflictvisitmaps (\"ID\", \"VisitID\", \"ConVisitID\", \"VisitDate\", \"StatusFlag\", \"GroupID\")"
                + " SELECT 900001, a.\"VisitID\", b.\"VisitID\", a.\"VisitDate\", 'U', 123456789"
                + " FROM conflictvisitmaps a, conflictvisitmaps b WHERE a.\"ID\" = 302 AND b.\"ID\" = 4002",
            // somebody has changed numbers and dates: of one row, of a group into another's
            "UPDATE conflictvisitmaps SET \"GroupID\" = 1 WHERE \"ID\" = 402",
            "UPDATE conflictvisitmaps SET \"GroupID\" = (SELECT o.\"GroupID\" FROM conflictvisitmaps o WHERE o.\"ID\" = 5002)"
                + " WHERE \"GroupID\" = (SELECT o.\"GroupID\" FROM conflictvisitmaps o WHERE o.\"ID\" = 502)",
            "UPDATE conflictvisitmaps SET \"G_CRDATEUNIQUE\" = timestamp '2020-02-02' WHERE \"ID\" = 602",
            // nothing is known, or what others summed up
            "TRUNCATE pipeline_groups_seen",
            "UPDATE pipeline_groups_seen SET summed_by = 'others', sums = (SELECT array_agg(0) FROM generate_series(1, 1024))",
            // a day leaves the window
            "UPDATE conflictvisitmaps SET \"VisitDate\" = date '1999-09-09' WHERE \"ID\" = 702")) {
      database.execute(change);
      Database anew = database.copy();
      anew.execute("TRUNCATE pipeline_groups_seen");
      int written = updated(succeeded(groups(anew).run()));
      assertThat(updated(succeeded(groups(database).run()))).as(change).isEqualTo(written);
      assertThat(database.ask(NUMBERS)).as(change).isEqualTo(anew.ask(NUMBERS));
      anew.drop();
    }
  }

  @Test
  void killedBetweenTwoSlicesAndRunAgainTheGroupsAreAsUndisturbed() throws SQLException {
    graphs.path(LONG_PATH);
    for (int graph = 0; graph < 300; graph++) {
      graphs.scatter(10);
    }
    graphs.store();
    database.execute("UPDATE conflictvisitmaps SET \"GroupID\" = \"ID\" / 9 WHERE \"ID\" % 3 = 0");
    Database undisturbed = database.copy();
    succeeded(inSmallSlices(undisturbed).run());
    Disturbance.before(Disturbance.Kind.KILLED, sql -> sql.contains("\"GroupID\" = k.group_id"), 3)
        .befalls(inSmallSlices(database), database);
    assertThat(database.ask("SELECT count(*) FROM conflictvisitmaps WHERE \"GroupID\" IS NULL"))
        .isNotEqualTo("0");
    succeeded(inSmallSlices(database).run());
    assertGroupedAsByUnionFind(database);
    assertThat(parts(database)).isEqualTo(parts(undisturbed));
    assertThat(database.ask(NUMBERS)).isEqualTo(undisturbed.ask(NUMBERS));
  }

  private Command groups(Database of) {
    return new Command("task03_status_management", folder)
        .env(of.environment())
        .with(List.of("--run-id=run", "--now=" + NOW, "--enable-phase-b=false"))
        .with("--only-steps=" + NaiveStatus.GROUPS);
  }

  private Command inSmallSlices(Database of) {
    return groups(of).env(Map.of("JAVA_TOOL_OPTIONS", "-Dslice_rows=100"));
  }

  private static int updated(JsonNode result) {
    return result.at("/counts/updated").asInt();
  }

  private static int looked(JsonNode result) {
    return result.at("/counts/rows_looked_at").asInt();
  }

  /** What a day brings: rows that are over, that open again, that people decide, new ones. */
  private void change(int day) {
    database.execute(
        """
        UPDATE conflictvisitmaps SET "StatusFlag" = 'R' WHERE "ID" IN (
          SELECT "ID" FROM conflictvisitmaps WHERE "StatusFlag" <> 'R' ORDER BY md5("ID" || 'over %1$d') LIMIT 14);
        UPDATE conflictvisitmaps SET "StatusFlag" = 'U' WHERE "ID" IN (
          SELECT "ID" FROM conflictvisitmaps WHERE "StatusFlag" = 'R' ORDER BY md5("ID" || 'open %1$d') LIMIT 9);
        UPDATE conflictvisitmaps SET "StatusFlag" = (ARRAY['W', 'I', 'D', 'N'])[1 + %1$d %% 4] WHERE "ID" IN (
          SELECT "ID" FROM conflictvisitmaps ORDER BY md5("ID" || 'decided %1$d') LIMIT 3);
        DELETE FROM conflictvisitmaps WHERE "ID" IN (
          SELECT "ID" FROM conflictvisitmaps ORDER BY md5("ID" || 'gone %1$d') LIMIT 2);
        INSERT INTO conflictvisitmaps ("ID", "VisitID", "ConVisitID", "VisitDate", "StatusFlag")
          SELECT %1$d * 1000 + n, md5('visit' || a)::uuid, md5('visit' || a + 1 + n %% 9)::uuid, date '2026-03-10', 'U'
            FROM (SELECT n, abs(hashint8(%1$d * 1000 + n)) %% %2$d AS a FROM generate_series(1, 12) n) m
          ON CONFLICT ("VisitID", "ConVisitID") DO NOTHING"""
            .formatted(day, graphs.visits()));
  }

  private String whatPeopleSee() {
    return database.ask(
        "SELECT md5(string_agg(\"ID\" || coalesce(\"StatusFlag\", '-'), ',' ORDER BY \"ID\")) FROM conflictvisitmaps");
  }

  private static List<Map<String, String>> rows(Database of) throws SQLException {
    List<Map<String, String>> rows = new ArrayList<>();
    try (Connection connection = of.connect();
        Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                """
                SELECT "ID", "VisitID", "ConVisitID", "StatusFlag", "GroupID", "G_CRDATEUNIQUE"
                  FROM conflictvisitmaps""")) {
      while (result.next()) {
        Map<String, String> row = new HashMap<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          if (result.getString(i) != null) {
            row.put(result.getMetaData().getColumnName(i), result.getString(i));
          }
        }
        rows.add(row);
      }
    }
    return rows;
  }

  /** Each component has one group with one date, and no other has it. */
  private static void assertGroupedAsByUnionFind(Database of) throws SQLException {
    Map<String, List<Map<String, String>>> holders = new HashMap<>();
    List<List<Map<String, String>>> components = GroupSteps.components(rows(of));
    assertThat(components).isNotEmpty();
    for (List<Map<String, String>> component : components) {
      Set<String> named = new HashSet<>();
      component.forEach(row -> named.add(row.get("GroupID") + " " + row.get("G_CRDATEUNIQUE")));
      assertThat(named).as("%s", component).hasSize(1);
      String group = component.get(0).get("GroupID");
      assertThat(group).as("%s", component).isNotNull();
      assertThat(holders.put(group, component)).as("also %s", component).isNull();
    }
  }

  /** Of each row that belongs to a group the lowest row with the same one. */
  private static Map<String, String> parts(Database of) throws SQLException {
    Map<String, String> lowest = new HashMap<>();
    Map<String, String> parts = new LinkedHashMap<>();
    for (List<Map<String, String>> component : GroupSteps.components(rows(of))) {
      for (Map<String, String> row : component) {
        lowest.putIfAbsent(row.get("GroupID"), row.get("ID"));
        parts.put(row.get("ID"), lowest.get(row.get("GroupID")));
      }
    }
    return parts;
  }

  private Map<String, String> fromScratch() throws SQLException {
    Database copy = database.copy();
    copy.execute("UPDATE conflictvisitmaps SET \"GroupID\" = NULL, \"G_CRDATEUNIQUE\" = NULL");
    succeeded(groups(copy).run());
    Map<String, String> parts = parts(copy);
    copy.drop();
    return parts;
  }
}
