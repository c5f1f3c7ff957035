package care.conflict.acceptance.explain;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.cases.CaseWorld;
import care.conflict.acceptance.cases.Pair;
import care.conflict.acceptance.cases.RuleCase;
import care.conflict.acceptance.data.World;
import care.conflict.acceptance.scenes.Scene;
import care.conflict.acceptance.scenes.SmallCase;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.stage.Leaks;
import care.conflict.acceptance.stage.Picture;
import care.conflict.acceptance.stage.ReplicaTables;
import care.conflict.testing.Checkout;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A pair is explained by the statements that the runs judge by. */
class ExplainIT {
  private static final String A = "a";
  private static final String B = "b";
  private static final String PAIR = "pair";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "standard, false", "standard, true",
    "stretched, false", "stretched, true",
    "no_mph, false", "no_mph, true"
  })
  void everyCaseIsExplainedAsItIsStored(String variant, boolean exchanged) {
    List<RuleCase> cases = RuleCase.ofVariant(variant, exchanged);
    World world = CaseWorld.of(variant, cases);
    List<String> faults = new ArrayList<>();
    try (Scene scene = Scene.of(world)) {
      Database database = scene.database();
      ReplicaTables.load(database, world);
      for (String source : Explained.SOURCES) {
        Explained explained = Explained.of(scene, database, Explained.options(world, source));
        for (RuleCase ruleCase : cases) {
          JsonNode pair = explained.pairs().get(ruleCase.pair(true));
          assertThat(pair).as(source + ": " + ruleCase).isNotNull();
          if (!Explained.flags(pair).equals(ruleCase.flags())) {
            faults.add("%s: %s: %s".formatted(source, ruleCase, Explained.flags(pair)));
          }
          ruleCase.faults(Explained.row(pair)).forEach(it -> faults.add(source + ": " + it));
        }
      }
    }
    assertThat(faults).isEmpty();
  }

  /** Something that is wrong with the pair, in its data or in what people keep in the store. */
  private record Broken(String gate, String of, Consumer<Pair> data, String store) {
    @Override
    public String toString() {
      return gate + " of " + of;
    }
  }

  private static Broken data(String gate, String of, Consumer<Pair> change) {
    return new Broken(gate, of, change, "");
  }

  private static Broken store(String gate, String of, String statement) {
    return new Broken(gate, of, pair -> {}, statement);
  }

  static Stream<Broken> eachGateBrokenAlone() {
    return Stream.of(
        data("there", A, pair -> pair.rows(World.FACT).remove(0)),
        data("there", B, pair -> pair.rows(World.FACT).remove(1)),
        data("ssn", A, pair -> pair.caregiver(1).put("SSN", " ")),
        data("ssn", B, pair -> pair.rows(Pair.CAREGIVERS).remove(1)),
        data(
            "ssn_placeholder",
            A,
            pair -> pair.rows(Pair.CAREGIVERS).forEach(it -> it.put("SSN", "999-99-9999"))),
        data("same_person", PAIR, pair -> pair.caregiver(2).put("SSN", "900010077")),
        data("same_day", PAIR, pair -> pair.visit(2).put("Visit Date", "2026-03-11")),
        data("window", A, pair -> pair.visits("Visit Date", "2023-03-10")),
        data("provider", B, pair -> pair.visit(2).put("Provider Id", "none")),
        data("provider", A, pair -> pair.rows(Pair.PROVIDERS).remove(0)),
        data("provider_active", A, pair -> pair.provider(1).put("Is Active", "false")),
        data("provider_active", B, pair -> pair.provider(2).remove("Is Active")),
        data("provider_demo", B, pair -> pair.provider(2).put("Is Demo", "true")),
        store(
            "provider_excluded",
            A,
            "INSERT INTO excluded_agency (\"ProviderID\") VALUES ('%s')"
                .formatted(Pair.providerId(1))),
        data("providers_differ", PAIR, pair -> pair.visits("Provider Id", Pair.providerId(1))),
        store("ssn_excluded", A, "INSERT INTO excluded_ssn (\"SSN\") VALUES ('900-01-0001')"),
        data("crowd", A, ExplainIT::crowd),
        data("state", B, pair -> pair.visit(2).remove("Visit End Time")),
        data("cross_state", PAIR, pair -> pair.provider(2).put("Address State", "NJ")),
        data("rules", PAIR, pair -> pair.times(2, "11:00", "12:00")),
        data(
            "delta",
            PAIR,
            pair -> pair.visits("Visit Updated Timestamp", "2026-03-01 00:00:00+00")),
        data("missed", B, pair -> pair.visit(2).put("Is Missed", "true")));
  }

  private static void crowd(Pair pair) {
    for (int number = 3; number <= 101; number++) {
      pair.rows(World.FACT).add(Pair.like(pair.visit(1), "Visit Id", Pair.visitId(number)));
    }
  }

  @ParameterizedTest
  @MethodSource("eachGateBrokenAlone")
  void aGateThatIsBrokenAloneIsTheFirstOneNamed(Broken broken) {
    Pair pair = new Pair();
    broken.data().accept(pair);
    SmallCase it = SmallCase.of(pair);
    it.replicate(SmallCase.TEXT_IDS);
    if (!broken.store().isEmpty()) {
      it.database.execute(broken.store());
    }
    boolean ofWriting = List.of("delta", "missed").contains(broken.gate());
    for (String source : Explained.SOURCES) {
      JsonNode told = explain(it, source).only();
      assertThat(told.at("/stopped_at/gate").asText()).as(source).isEqualTo(broken.gate());
      assertThat(told.at("/stopped_at/of").asText()).as(source).isEqualTo(broken.of());
      assertThat(Explained.isConflict(told)).as(source).isEqualTo(ofWriting);
    }
    if (ofWriting) { // of the others it is the run's own statements that say so
      it.detect();
      assertThat(it.count()).isZero();
    }
  }

  private static Explained explain(SmallCase it, String source, String... options) {
    return Explained.of(
        it.task(Explained.COMMAND, "asked", options)
            .with("--json")
            .with("--visits-from=" + source)
            .with("--visit=" + Pair.visitId(1))
            .with("--visit=" + Pair.visitId(2))
            .run());
  }

  @Test
  void aConflictIsToldInWordsBesideARunAndNothingIsWritten() throws IOException {
    SmallCase it = SmallCase.stored(Pair.of(2));
    it.replicate(SmallCase.TEXT_IDS);
    it.runLock("acquire", "--run-id=other");
    Picture.Loaded loaded = Picture.Loaded.of(it.database);
    Picture before = Picture.of(it.database, loaded);
    for (String source : Explained.SOURCES) {
      Command.Finished finished =
          it.task(Explained.COMMAND, "asked")
              .with("--visits-from=" + source)
              .with("--visit=" + Pair.visitId(1))
              .with("--visit=" + Pair.visitId(2))
              .with("--html=" + folder.resolve("page.html"))
              .run();
      Leaks.check(finished);
      Leaks.check(Files.readString(folder.resolve("page.html")));
      assertThat(folder.resolve("page.html"))
          .content()
          .contains(
              "<h2>Conflict</h2>",
              "visit 2026-03-10T09:30 to 2026-03-10T10:30",
              "  its status: 20",
              ", found, status - → U")
          .doesNotContainPattern("(?i)src=|href=|http|Ada|Quill");
      assertThat(finished.exitCode()).as(finished.output()).isZero();
      assertThat(finished.output())
          .contains(
              "\nCONFLICT\n",
              "person 1, shared by 2 caregiver(s)",
              "YES  5 Overlapping visit times",
              "Smallest change: visit a ends 30 minutes earlier: no conflict",
              ", found, status - → U, by pipeline (task02_00_conflict_update/write, run alone1)")
          .doesNotContain("stopped at", "Ada", "Quill");
    }
    assertThat(Picture.of(it.database, loaded).differences(before)).isEmpty();
    assertThat(it.database.ask("SELECT run_id FROM pipeline_lock")).isEqualTo("other");
  }

  @Test
  void namesAreSaidAtATerminalAndNowhereElse() {
    SmallCase it = SmallCase.of(new Pair());
    it.pair.caregiver(1).put("Caregiver Fullname", "Ada \u001b[31mQuill");
    it.pair.provider(2).put("Provider Name", "North Home Care");
    it.show();
    it.replicate(SmallCase.TEXT_IDS);
    for (String source : Explained.SOURCES) {
      Command.Finished told = named(it, source).atATerminal().run();
      assertThat(told.exitCode()).as(told.output()).isZero();
      assertThat(told.output())
          .contains(Pair.visitId(1) + "  caregiver Ada [31mQuill, agency ")
          .contains(", agency North Home Care, patient ")
          .doesNotContain("\u001b[31mQuill");
      for (List<String> kept :
          List.of(List.<String>of(), List.of("--json"), List.of("--html=" + folder.resolve("p")))) {
        Command command = named(it, source).with(kept);
        Command.Finished refused = kept.isEmpty() ? command.run() : command.atATerminal().run();
        assertThat(refused.exitCode()).as(refused.output()).isEqualTo(2);
        assertThat(refused.output())
            .contains("names are said at a terminal alone")
            .doesNotContain("Quill", "North Home Care");
      }
    }
    assertThat(folder.resolve("p")).doesNotExist();
  }

  private static Command named(SmallCase it, String source) {
    return it.task(Explained.COMMAND, "asked", "--with-names")
        .with("--visits-from=" + source)
        .with("--visit=" + Pair.visitId(1))
        .with("--visit=" + Pair.visitId(2));
  }

  @Test
  void aVisitAloneIsToldOfAllItsPartners() {
    Pair pair = new Pair();
    pair.providers(4);
    pair.rows(World.FACT)
        .add(
            Pair.like(
                pair.visit(2), "Visit Id", Pair.visitId(3), "Provider Id", Pair.providerId(3)));
    pair.rows(World.FACT)
        .add(
            Pair.like(
                pair.visit(2), "Visit Id", Pair.visitId(4), "Provider Id", Pair.providerId(4)));
    pair.times(4, "10:01", "11:00");
    SmallCase it = SmallCase.of(pair);
    it.replicate(SmallCase.TEXT_IDS);
    for (String source : Explained.SOURCES) {
      Explained explained =
          Explained.of(
              it.task(Explained.COMMAND, "asked", "--json", "--visits-from=" + source)
                  .with("--visit=" + Pair.visitId(1))
                  .run());
      assertThat(explained.pairs().values())
          .as(source)
          .extracting(Explained::isConflict)
          .containsExactly(true, true, false);
      JsonNode justMissed = List.copyOf(explained.pairs().values()).get(2);
      assertThat(justMissed.at("/smallest_change/minutes").asInt()).isEqualTo(2);
      assertThat(justMissed.at("/smallest_change/then").asText()).isEqualTo("conflict");
    }
  }

  @Test
  void aChangedRuleIsExplainedAsItIsChanged() throws IOException {
    SmallCase it = SmallCase.of(new Pair());
    it.replicate(SmallCase.TEXT_IDS);
    Path jar = folder.resolve("explain.jar");
    Files.copy(Checkout.root().resolve("tasks/explain/target/explain.jar"), jar);
    try (FileSystem files = FileSystems.newFileSystem(jar)) {
      Path rules = files.getPath("sql/rules/conflict_flags.sql");
      String text = Files.readString(rules);
      assertThat(text).contains("b_from < a_to AS overlap");
      Files.writeString(
          rules, text.replace("b_from < a_to AS overlap", "b_from > a_to AS overlap"));
    }
    for (String source : Explained.SOURCES) {
      assertThat(Explained.isConflict(explain(it, source).only())).isTrue();
      Command changed =
          it.task(Explained.COMMAND, "changed", "--json", "--visits-from=" + source)
              .with("--visit=%s,%s".formatted(Pair.visitId(1), Pair.visitId(2)))
              .jar(jar);
      JsonNode told = Explained.of(changed.run()).only();
      assertThat(Explained.isConflict(told)).isFalse();
      assertThat(told.at("/stopped_at/gate").asText()).isEqualTo("rules");
    }
  }

  @Test
  void theRowsOfAConflictAreToldAndWhatTheNextRunDoesWithThem() {
    Pair pair = new Pair();
    SmallCase it = SmallCase.of(pair);
    assertThat(next(it)).isEqualTo("insert []");
    it.detect();
    JsonNode row = row(it);
    assertThat(next(row)).isEqualTo("nothing []");
    assertThat(said(row)).isEqualTo("found null U pipeline task02_00_conflict_update/write alone1");
    pair.visit(1).put("Visit End Time", "2026-03-10 10:05:00");
    it.show();
    assertThat(next(it)).isEqualTo("update [VisitEndTime]");
    assertThat(next(it, "--lookback-hours=1")).isEqualTo("nothing []");
    it.database.execute("UPDATE conflictvisitmaps SET \"StatusFlag\" = 'R'");
    row = row(it);
    assertThat(next(row)).isEqualTo("reopen [VisitEndTime]");
    assertThat(said(row))
        .startsWith("not known: status U was noted last, 20")
        .contains("enable_history");
    it.detect();
    assertThat(it.statuses()).isEqualTo("UU");
    it.database.execute("UPDATE conflictvisitmaps SET \"UpdateFlag\" = 1");
    row = row(it);
    assertThat(next(row)).isEqualTo("repair []");
    assertThat(said(row)).isEqualTo("reopened R U pipeline task02_00_conflict_update/write alone2");
    pair.times(2, "12:00", "13:00");
    it.show();
    assertThat(next(it)).isEqualTo("resolve [StatusFlag]");
    String conflict =
        it.database.ask(
            "SELECT \"CONFLICTID\" FROM conflictvisitmaps WHERE \"VisitID\" = '%s'"
                .formatted(Pair.visitId(1)));
    JsonNode told =
        Explained.of(
                it.task(Explained.COMMAND, "asked", "--json", "--conflict-id=" + conflict).run())
            .only();
    assertThat(told.at("/store/0/stored/conflict_id").asText()).isEqualTo(conflict);
    assertThat(told.at("/store/0/stored/status").asText()).isEqualTo("U");
    it.detect();
    assertThat(it.statuses()).isEqualTo("RR");
  }

  @Test
  void whatGaveARowItsStatusIsToldOfAPersonAndWhereItIsNotKnownWhy() {
    SmallCase it = SmallCase.stored(new Pair());
    it.database.execute(
        """
        UPDATE conflictvisitmaps SET "StatusFlag" = 'W';
        INSERT INTO pipeline_history (happened_at, map_row_id, who, application_user, what, status_before, status_after, changes)
        SELECT clock_timestamp(), "ID", 'web', 'jdoe', 'edited', 'U', 'W', '{"StatusFlag": ["U", "W"]}' FROM conflictvisitmaps;
        INSERT INTO pipeline_history (happened_at, map_row_id, who, what, status_before, status_after, changes)
        SELECT clock_timestamp(), "ID", 'pipeline', 'flag_raised', 'W', 'W', '{"DistanceFlag": ["N", "Y"]}' FROM conflictvisitmaps;
        INSERT INTO pipeline_history (happened_at, map_row_id, who, what, amount, changes)
        SELECT clock_timestamp(), "ID", 'pipeline', 'priced', 5, '{"overlap_price": [4, 5]}' FROM conflictvisitmaps""");
    assertThat(said(row(it))).isEqualTo("edited U W web null null");
    it.database.execute("UPDATE pipeline_history SET map_row_id = -1");
    assertThat(said(row(it))).startsWith("not known: not since the history began, 20");
    it.database.execute("DROP TABLE pipeline_history");
    assertThat(said(row(it))).startsWith("not known: PostgreSQL has no table pipeline_history");
  }

  /** What gave a row its status. */
  private static String said(JsonNode row) {
    JsonNode said = row.get("last_said");
    assertThat(said.isNull()).isNotEqualTo(row.get("last_said_unknown").isNull());
    return said.isNull()
        ? "not known: " + row.get("last_said_unknown").asText()
        : Stream.of("what", "status_before", "status_after", "who", "step", "run_id")
            .map(name -> said.get(name).asText())
            .collect(Collectors.joining(" "));
  }

  @Test
  void aRowThatTheCleanupsLeaveAloneIsNotToldToBeResolved() {
    Pair pair = new Pair();
    SmallCase it = SmallCase.of(pair);
    it.detect();
    pair.times(2, "12:00", "13:00");
    it.show();
    it.database.execute(
        """
        INSERT INTO pipeline_runs (run_id, run_now, oldest_visit_date)
        VALUES ('measured', now(), '2026-03-10'), ('refused', now(), '2026-03-12');
        UPDATE pipeline_runs SET noted_at = now() + interval '1 day' WHERE run_id = 'refused';
        INSERT INTO pipeline_sources (run_id, let_through, visits)
        VALUES ('measured', TRUE, 2), ('refused', FALSE, 0)""");
    assertThat(next(it)).isEqualTo("resolve [StatusFlag]");

    it.database.execute(
        """
        INSERT INTO pipeline_source_providers (run_id, provider_id, visits, usual_visits, on_hold)
        VALUES ('measured', '%s', 1, 100, TRUE)"""
            .formatted(Pair.providerId(2)));
    isLeftAlone(it, "an agency of it is on hold");
    JsonNode told = explain(it, "snowflake").only();
    assertThat(gate(told, "provider_on_hold", A)).isEqualTo("not on hold");
    assertThat(gate(told, "provider_on_hold", B)).isEqualTo("on hold: 1 visits, usual are 100");

    it.database.execute("DELETE FROM pipeline_source_providers");
    it.database.execute(
        "UPDATE pipeline_runs SET oldest_visit_date = '2026-03-11' WHERE run_id = 'measured'");
    isLeftAlone(it, "older than 2026-03-11, the oldest day that the source shows");
    assertThat(explain(it, "snowflake").only().at("/stopped_at/gate").asText()).isEqualTo("rules");

    it.database.execute("DELETE FROM pipeline_runs");
    assertThat(next(it)).isEqualTo("resolve [StatusFlag]");
    crowd(pair);
    it.show();
    isLeftAlone(it, "its day, or that of a visit of it, is crowded");
  }

  private static void isLeftAlone(SmallCase it, String why) {
    JsonNode next = explain(it, "snowflake").only().at("/store/0/next_run");
    assertThat(next.get("action").asText()).isEqualTo("nothing");
    assertThat(next.get("why").asText()).isEqualTo("no conflict any more; but " + why);
  }

  /** What the data say at a gate. */
  private static String gate(JsonNode pair, String gate, String of) {
    for (JsonNode told : pair.get("gates")) {
      if (told.get("gate").asText().equals(gate) && told.get("of").asText().equals(of)) {
        return told.get("value").asText();
      }
    }
    return "no such gate";
  }

  /** What is told of the first row. */
  private static JsonNode row(SmallCase it, String... options) {
    return explain(it, "snowflake", options).only().at("/store/0");
  }

  private static String next(SmallCase it, String... options) {
    return next(row(it, options));
  }

  /** What the next run does with a row, and the columns that it changes. */
  private static String next(JsonNode row) {
    JsonNode next = row.get("next_run");
    List<String> columns = new ArrayList<>();
    next.get("columns").forEach(column -> columns.add(column.asText()));
    return next.get("action").asText() + " " + columns;
  }

  @Test
  void aWrongQuestionIsMisuse() {
    SmallCase it = SmallCase.of(new Pair());
    for (List<String> options :
        List.of(
            List.<String>of(),
            List.of("--visit=one"),
            List.of("--conflict-id=1"),
            List.of("--conflict-id=1", "--visit=" + Pair.visitId(1)),
            List.of("--visit=" + Pair.visitId(1), "--visit=" + Pair.visitId(1)),
            List.of("--visit=" + Pair.visitId(1), "--visits-from=elsewhere"))) {
      Command.Finished finished = it.task(Explained.COMMAND, "asked").with(options).run();
      assertThat(finished.exitCode()).as(options + finished.output()).isEqualTo(2);
    }
  }
}
