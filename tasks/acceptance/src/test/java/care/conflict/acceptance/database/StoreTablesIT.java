package care.conflict.acceptance.database;

import static care.conflict.acceptance.scenes.Operations.ended;
import static care.conflict.acceptance.scenes.Operations.message;
import static care.conflict.acceptance.scenes.Operations.succeeded;
import static care.conflict.acceptance.scenes.Operations.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.data.Spec;
import care.conflict.acceptance.scenes.Chunks;
import care.conflict.acceptance.scenes.Operations;
import care.conflict.acceptance.scenes.WritingTask;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.stage.OfPlainStore;
import care.conflict.core.parameters.Parameters;
import care.conflict.core.statements.CsvResource;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is said of tables that are there but are not as a run needs them, and what mends it. */
class StoreTablesIT {
  private static final List<String> TABLES =
      List.of(Parameters.REQUIRED_TABLES.defaultText().split(","));
  private static final List<List<String>> OF_OTHERS =
      CsvResource.rows("sql/schema/operational/of_others.csv");

  private final Operations pipeline = Operations.create();
  private final Database database = pipeline.database;

  @Test
  @OfPlainStore
  void everyIndexThatDoesNotServeIsNamedWithTheStatementThatMendsIt() {
    database.execute(
        """
        ALTER TABLE conflicts DROP CONSTRAINT conflicts_pkey;
        DROP INDEX IF EXISTS pipeline_conflicts_id, pipeline_map_conflict, pipeline_map_inservice,
            pipeline_map_ssn_date, pipeline_map_con_visit;
        CREATE INDEX part_1 ON conflictvisitmaps ("VisitDate", "SSN") WHERE "StatusFlag" = 'N';
        CREATE INDEX part_2 ON conflictvisitmaps ("ConVisitID") WHERE "StatusFlag" = 'N';
        CREATE INDEX included ON conflictvisitmaps ("SSN") INCLUDE ("VisitDate");
        CREATE INDEX computed ON conflictvisitmaps (COALESCE("CONFLICTID", 0), "CONFLICTID");
        CREATE INDEX broken ON conflictvisitmaps ("CONFLICTID");
        UPDATE pg_index SET indisvalid = FALSE WHERE indexrelid = 'broken'::regclass;
        CREATE INDEX costly ON conflictvisitmaps ("StatusFlag");
        ALTER TABLE conflictvisitmaps SET (fillfactor = 100)""");
    String found = found().replace("\\\"", "\"");
    assertThat(found)
        .contains("conflicts lacks a unique index on (CONFLICTID)")
        .contains(
            "CREATE UNIQUE INDEX CONCURRENTLY pipeline_conflicts_id ON conflict_dev.\"conflicts\"")
        .contains("conflictvisitmaps lacks an index on (SSN, VisitDate)")
        .contains("conflictvisitmaps lacks an index on (ConVisitID)")
        .contains("conflictvisitmaps lacks an index on (CONFLICTID)")
        .contains("CREATE INDEX CONCURRENTLY pipeline_map_inservice", "migrate --tune-tables")
        .contains("ALTER TABLE conflict_dev.conflictvisitmaps SET (fillfactor = 70)")
        .contains("DROP INDEX CONCURRENTLY conflict_dev.costly");
    assertThat(warnings(succeeded(pipeline.preflight("run").run())).replace("\\\"", "\""))
        .contains(
            "lacks an index on (SSN, VisitDate)", "has fill factor 100", "conflict_dev.costly");

    succeeded(
        new Command("migrate", pipeline.location("tune"))
            .env(database.environment())
            .with("--tune-tables")
            .run());
    assertThat(found()).doesNotContain("lacks", "fill factor").contains("conflict_dev.costly");
  }

  @Test
  void aUniqueIndexOverMoreThanThePairKeepsNoPairFromBeingStoredTwice() {
    database.execute(
        """
        ALTER TABLE conflictvisitmaps DROP CONSTRAINT IF EXISTS "conflictvisitmaps_VisitID_ConVisitID_key";
        DROP INDEX IF EXISTS pipeline_map_visit_pair;
        CREATE UNIQUE INDEX computed ON conflictvisitmaps ("VisitID", "ConVisitID", (lower("SSN")))""");
    assertThat(message(connections(2))).contains("no unique index on (VisitID, ConVisitID)");
  }

  @Test
  void idsFromASequenceThatTheirColumnDoesNotOwnAreNamedWithTheStatementThatMendsIt() {
    database.execute(
        """
        ALTER TABLE conflicts ALTER "CONFLICTID" DROP IDENTITY;
        ALTER TABLE conflictvisitmaps ALTER "ID" DROP IDENTITY;
        CREATE SEQUENCE of_conflicts START 3;
        CREATE SEQUENCE of_pairs;
        ALTER TABLE conflicts ALTER "CONFLICTID" SET DEFAULT nextval('of_conflicts');
        ALTER TABLE conflictvisitmaps ALTER "ID" SET DEFAULT nextval('of_pairs')""");
    String mend =
        "ALTER SEQUENCE conflict_dev.of_conflicts OWNED BY conflict_dev.conflicts.\"CONFLICTID\"";
    assertThat(message(ended(2, pipeline.preflight("run").run()))).contains(mend);
    pipeline.isFree();
    assertThat(message(connections(2))).contains(mend);

    database.execute(mend);
    succeeded(pipeline.preflight("run").run());
    String above =
        "SELECT (SELECT last_value FROM of_conflicts) >= (SELECT max(\"CONFLICTID\") FROM conflicts)"
            + " AND (SELECT last_value FROM of_pairs) >= (SELECT max(\"ID\") FROM conflictvisitmaps)";
    assertThat(database.ask(above)).isEqualTo("t");
    JsonNode result = succeeded(pipeline.detection("run").run());
    assertThat(result.at("/counts/inserted").asInt()).isPositive();
    assertThat(database.ask(above)).isEqualTo("t");
  }

  @Test
  void aTableOfOneRowThatHasLostItIsNamedBeforeATaskForgetsItsSteps() {
    database.execute("DELETE FROM pipeline_steps");
    assertThat(message(connections(2)))
        .contains("pipeline_steps has lost its one row; run migrate");
    assertThat(message(ended(2, pipeline.preflight("run").run()))).contains("pipeline_steps");
  }

  @Test
  void idsWithoutAnySequenceAreNamedToo() {
    database.execute("ALTER TABLE conflicts ALTER \"CONFLICTID\" DROP IDENTITY");
    assertThat(message(connections(2)))
        .contains("ALTER TABLE conflict_dev.conflicts ALTER \"CONFLICTID\" ADD GENERATED");
  }

  @Test
  void idsThatAreGeneratedAlwaysAreAssignedAsOthers() {
    database.execute(
        """
        ALTER TABLE conflicts ALTER "CONFLICTID" SET GENERATED ALWAYS;
        ALTER TABLE conflictvisitmaps ALTER "ID" SET GENERATED ALWAYS;
        ALTER TABLE conflictlog_staging ALTER "ID" SET GENERATED ALWAYS;
        ALTER TABLE payer_provider_reminders ALTER "ID" SET GENERATED ALWAYS""");
    succeeded(pipeline.preflight("run").run());
    succeeded(pipeline.task(WritingTask.STAGING, "run").run());
    JsonNode result = succeeded(pipeline.detection("run").run());
    assertThat(result.at("/counts/inserted").asInt()).isPositive();
  }

  @Test
  void theStatementsThatAreNamedAddEveryColumnThatATaskReadsOrWrites() {
    for (String table : TABLES) {
      database.execute(
          "ALTER TABLE %1$s RENAME TO old_%1$s; CREATE TABLE %1$s ()".formatted(table));
    }
    List<String> mend = lackingColumns(connections(2));
    assertThat(mend).hasSameSizeAs(TABLES);

    mend.forEach(statement -> database.execute(statement));

    assertThat(lackingColumns(connections(2))).isEmpty();
    for (String table : TABLES) {
      assertThat(List.of(columns(table).split(",")))
          .as(table)
          .containsExactlyElementsOf(
              specified(table).stream()
                  .filter(it -> !OF_OTHERS.contains(List.of(table, it)))
                  .toList());
    }
  }

  /** The statements that test_connections names for columns. */
  private static List<String> lackingColumns(JsonNode result) {
    return StreamSupport.stream(result.at("/details/postgresql/lacking").spliterator(), false)
        .map(JsonNode::asText)
        .filter(lacking -> lacking.contains(" lacks columns "))
        .map(lacking -> lacking.substring(lacking.indexOf("ALTER TABLE")))
        .toList();
  }

  private String columns(String table) {
    return database.ask(
        "SELECT string_agg(attname, ',' ORDER BY attnum) FROM pg_attribute"
            + " WHERE attrelid = '%s'::regclass AND attnum > 0".formatted(table));
  }

  private static Set<String> specified(String table) {
    return table.equals("conflictlog_staging")
        ? Spec.stagingColumns().keySet()
        : Spec.storeTable(table).keySet();
  }

  @Test
  void aDatabaseOfAnEarlierVersionIsToldSoBeforeAnythingIsTaken() {
    database.execute("ALTER TABLE pipeline_runs DROP COLUMN rule_version");
    JsonNode result = ended(2, pipeline.preflight("run").run());
    assertThat(result.at("/error/message").asText())
        .contains("pipeline_runs lacks rule_version; run migrate");
    pipeline.isFree();
  }

  /** As the application's own grow or go: nobody here is in their way. */
  @ParameterizedTest
  @EnumSource
  void columnsThatNoTaskReadsOrWritesNeedNotBeThere(WritingTask task) {
    Operations without = Operations.create(task);
    for (List<String> column : OF_OTHERS) {
      without.database.execute(
          "ALTER TABLE %s DROP COLUMN \"%s\"".formatted(column.get(0), column.get(1)));
    }
    succeeded(without.begin(task.form(), "run").run());
    succeeded(without.task(task, "run").run());
    if (task == WritingTask.PLAN) {
      Command chunk = without.task(Chunks.COMMAND, "run").with("--chunk-id=1");
      succeeded(chunk.result(Chunks.COMMAND + "_1").run());
    }
    if (task.form() == WritingTask.Form.WAREHOUSE) {
      succeeded(without.postflight("run").run());
    }
  }

  /** What test_connections warns of. */
  private String found() {
    return connections(0).at("/details/postgresql/warnings").toString();
  }

  private JsonNode connections(int exitCode) {
    return ended(
        exitCode,
        new Command("test_connections", pipeline.location("check"))
            .env(database.environment())
            .with("--only=postgres")
            .run());
  }
}
