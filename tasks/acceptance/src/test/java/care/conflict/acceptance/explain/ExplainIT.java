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
import care.conflict.acceptance.stage.Json;
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
import java.util.Locale;
import java.util.Map;
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
      boolean ofADelta = broken.gate().equals("delta") && source.equals("replica");
      if (ofADelta) { // a chunk asks of no visit when it changed
        assertThat(told.get("stopped_at").isNull()).isTrue();
      } else {
        assertThat(told.at("/stopped_at/gate").asText()).as(source).isEqualTo(broken.gate());
        assertThat(told.at("/stopped_at/of").asText()).as(source).isEqualTo(broken.of());
      }
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
              "<meta name=\"viewport\"",
              "<meta name=\"color-scheme\" content=\"light dark\">",
              "  its status: 20",
              ", found, status - → U")
          .doesNotContainPattern("(?i)src=|href=|http|Ada|Quill");
      assertThat(finished.exitCode()).as(finished.output()).isZero();
      assertThat(finished.output())
          .contains(
              "\nCONFLICT\n",
              "person 1, shared by 2 caregiver(s)",
              "1 copy, the newest of 2026-03-11 00:00 UTC",
              "visit a updated 2026-03-11 00:00 UTC, visit b updated",
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
    return asked(it, source).with("--with-names");
  }

  /** About the two visits of the pair. */
  private static Command asked(SmallCase it, String source) {
    return it.task(Explained.COMMAND, "asked")
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
    assertThat(next(row)).isEqualTo("reopen [VisitEndTime, StatusFlag]");
    assertThat(said(row))
        .startsWith("not known: status U was noted last, 20")
        .contains("enable_history");
    it.detect();
    assertThat(it.statuses()).isEqualTo("UU");
    it.database.execute("UPDATE conflictvisitmaps SET \"UpdateFlag\" = 1");
    row = row(it);
    assertThat(next(row)).isEqualTo("repair []");
    assertThat(next(it, "--skip-unchanged-records=false")).isEqualTo("update [UpdateFlag]");
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
  void whatWasClosedByAStatusStepOrDeletedIsToldToBeOpenedWhereTheRunOpensIt() {
    Pair pair = new Pair();
    SmallCase it = SmallCase.stored(pair);
    pair.visit(1).put("Visit End Time", "2026-03-10 10:05:00");
    it.show();
    it.database.execute(
        """
        UPDATE conflictvisitmaps SET "StatusFlag" = CASE WHEN "VisitID" = '%s' THEN 'R' ELSE 'D' END,
            "ResolveDate" = now(), "ResolvedBy" = 'North'"""
            .formatted(Pair.visitId(1)));
    JsonNode told = explain(it, "snowflake").only();
    for (int side = 0; side < 2; side++) {
      assertThat(next(told.at("/store/" + side)))
          .startsWith("reopen ")
          .contains("VisitEndTime, StatusFlag, ResolveDate, ResolvedBy");
      assertThat(told.at("/store/" + side + "/next_run/why").asText())
          .isEqualTo("something differs, and what is written is open");
    }
    it.detect();
    assertThat(it.statuses()).isEqualTo("UU");
    it.database.execute("UPDATE conflictvisitmaps SET \"StatusFlag\" = 'W'");
    assertThat(row(it, "--skip-unchanged-records=false").at("/next_run/why").asText())
        .isEqualTo("whatever is stored is written (skip_unchanged_records)");
    for (String[] status : new String[][] {{"W", ""}, {"I", ""}, {"N", ", StatusFlag"}}) {
      pair.visit(1).put("Visit End Time", "2026-03-10 10:06:00");
      it.show();
      it.database.execute(
          "UPDATE conflictvisitmaps SET \"StatusFlag\" = '%s'".formatted(status[0]));
      assertThat(next(it)).isEqualTo("update [VisitEndTime%s]".formatted(status[1]));
    }
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
    assertThat(row(it).at("/last_said/application_user").asText()).isEqualTo("a person");
    Command.Finished inWords =
        asked(it, "snowflake").with("--html=" + folder.resolve("page.html")).run();
    assertThat(inWords.output()).contains("by web (a person)").doesNotContain("jdoe");
    assertThat(folder.resolve("page.html")).content().doesNotContain("jdoe");
    assertThat(named(it, "snowflake").atATerminal().run().output()).contains("by web (jdoe)");
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

  @Test
  void aRowThatIsStoredOnACrowdedDayIsLeftAloneThoughItsVisitsHaveLeftIt() {
    Pair pair = new Pair();
    SmallCase it = SmallCase.of(pair);
    it.detect();
    pair.rows(Pair.CAREGIVERS)
        .add(Pair.like(pair.caregiver(1), "Caregiver Id", Pair.caregiverId(3)));
    for (int number = 3; number <= 103; number++) {
      pair.rows(World.FACT)
          .add(
              Pair.like(
                  pair.visit(1),
                  "Visit Id",
                  Pair.visitId(number),
                  "Caregiver Id",
                  Pair.caregiverId(3)));
    }
    pair.caregiver(1).put("SSN", "900010077"); // was mistyped, and has been put right
    pair.caregiver(2).put("SSN", "900010077");
    pair.times(2, "12:00", "13:00");
    it.show();
    it.replicate(SmallCase.TEXT_IDS);
    isLeftAlone(it, "its day, or that of a visit of it, is crowded");
    assertThat(chunk(it)).isEqualTo("nothing []");
    assertThat(SmallCase.counted(it.run("task_02"), "marked")).isZero();
    it.detect();
    assertThat(it.statuses()).isEqualTo("UU");
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
  void ofTheReplicaItIsAChunkThatIsForetold() {
    Pair pair = new Pair();
    pair.visits("Visit Updated Timestamp", "2026-03-01 00:00:00+00");
    SmallCase it = SmallCase.of(pair);
    it.detect("--lookback-hours=1000");
    assertThat(it.count()).isEqualTo(2);
    pair.visit(1).put("Visit End Time", "2026-03-10 10:05:00");
    it.replicate(SmallCase.TEXT_IDS);
    JsonNode told = explain(it, "replica").only();
    assertThat(told.get("stopped_at").isNull()).isTrue();
    assertThat(next(told.at("/store/0"))).isEqualTo("update [VisitEndTime]");
    assertThat(SmallCase.counted(it.run("task_02"), "updated")).isEqualTo(2);
    assertThat(chunk(it)).isEqualTo("nothing []");

    pair.times(2, "12:00", "13:00");
    it.replicate(SmallCase.TEXT_IDS);
    it.database.execute(
        "UPDATE conflictvisitmaps SET \"CONFLICTID\" = NULL WHERE \"VisitID\" = '%s'"
            .formatted(Pair.visitId(2)));
    told = explain(it, "replica").only();
    assertThat(next(told.at("/store/0"))).isEqualTo("mark [UpdateFlag]");
    assertThat(told.at("/store/1/next_run/why").asText()).contains("without a conflict of its own");
    assertThat(SmallCase.counted(it.run("task_02"), "marked")).isEqualTo(1);
    told = explain(it, "replica").only();
    assertThat(told.at("/store/0/next_run/why").asText()).contains("it is marked already");

    it.database.execute("DELETE FROM conflictvisitmaps");
    pair.times(2, "09:30", "10:30");
    it.replicate(SmallCase.TEXT_IDS);
    told = explain(it, "replica").only();
    assertThat(Explained.isConflict(told)).isTrue();
    assertThat(told.at("/store/0/next_run/why").asText())
        .isEqualTo("not stored, and a chunk inserts nothing");
  }

  private static String chunk(SmallCase it) {
    return next(explain(it, "replica").only().at("/store/0"));
  }

  @Test
  void aRowThatNoRunComesToIsNotToldToBeResolved() {
    Pair pair = new Pair();
    SmallCase it = SmallCase.of(pair);
    it.detect();
    isLeftAloneOnceDone(
        it,
        "INSERT INTO excluded_ssn (\"SSN\") VALUES ('900-01-0001')",
        "its person is in excluded_ssn");
    it.database.execute("DELETE FROM excluded_ssn");

    pair.rows(Pair.CAREGIVERS).forEach(row -> row.put("SSN", "999-99-9999"));
    it.show();
    isLeftAloneOnceDone(
        it, "UPDATE conflictvisitmaps SET \"SSN\" = '999-99-9999'", "its number is nobody's");

    pair.rows(Pair.CAREGIVERS).forEach(row -> row.put("SSN", "900010001"));
    pair.visits("Visit Date", "2023-03-10");
    it.show();
    isLeftAloneOnceDone(
        it,
        "UPDATE conflictvisitmaps SET \"SSN\" = '900010001', \"VisitDate\" = '2023-03-10'",
        "its day is not in the window");

    it.database.execute("UPDATE conflictvisitmaps SET \"VisitDate\" = '2026-03-10'");
    assertThat(next(it)).isEqualTo("resolve [StatusFlag]"); // a visit of its day may change

    // its visits have gone to where nobody looks: once they are in the delta it is resolved
    it.database.execute("UPDATE conflictvisitmaps SET \"SSN\" = '999-99-9999'");
    assertThat(next(it)).isEqualTo("resolve [StatusFlag]");
    pair.visits("Visit Date", "2026-03-10");
    pair.rows(Pair.CAREGIVERS).forEach(row -> row.put("SSN", " "));
    it.show();
    assertThat(next(it)).isEqualTo("resolve [StatusFlag]");
    it.detect();
    assertThat(it.statuses()).isEqualTo("RR");
  }

  /** What detection then does as well. */
  private static void isLeftAloneOnceDone(SmallCase it, String statement, String why) {
    it.database.execute(statement);
    isLeftAlone(
        it, "no run comes to it: %s, and neither visit can be one of a delta".formatted(why));
    it.detect();
    assertThat(it.statuses()).isEqualTo("UU");
  }

  @Test
  void aChangeIsToldOnlyWhereTimesAloneDecide() {
    Pair pair = new Pair();
    pair.times(2, "11:00", "12:00");
    SmallCase it = SmallCase.of(pair);
    JsonNode told = explain(it, "snowflake").only();
    assertThat(told.at("/smallest_change/then").asText()).isEqualTo("conflict");
    for (Consumer<Pair> otherwise :
        List.<Consumer<Pair>>of(
            changed -> changed.visits("Provider Id", Pair.providerId(1)),
            changed -> changed.caregiver(2).put("SSN", "900010077"),
            changed -> changed.provider(2).put("Address State", "NJ"))) {
      Pair changed = new Pair();
      changed.times(2, "11:00", "12:00");
      otherwise.accept(changed);
      SmallCase other = SmallCase.of(changed);
      told = explain(other, "snowflake").only();
      assertThat(told.get("smallest_change").isNull()).isTrue();
      assertThat(told.get("decided_by_times").asBoolean()).isFalse();
      assertThat(asked(other, "snowflake").run().output())
          .contains(
              "Smallest change: not looked for: the pair is stopped by "
                  + told.at("/stopped_at/gate").asText());
    }
  }

  @Test
  void aMissedVisitKeepsNoStoredRowFromBeingWritten() {
    Pair pair = new Pair();
    SmallCase it = SmallCase.of(pair);
    it.detect();
    pair.visit(2).put("Is Missed", "true");
    it.show();
    JsonNode told = explain(it, "snowflake").only();
    assertThat(told.get("stopped_at").isNull()).isTrue();
    assertThat(next(told.at("/store/0"))).startsWith("update ").contains("ConIsMissed");
    assertThat(gate(told, "missed", B)).isEqualTo("missed");
    assertThat(asked(it, "snowflake").run().output()).doesNotContain("not written by this run");
    assertThat(SmallCase.counted(it.detect(), "updated")).isEqualTo(2);
  }

  @Test
  void whatIsInNoPairIsToldWithItsOwnGates() {
    Pair pair = new Pair();
    SmallCase it = SmallCase.of(pair);
    it.detect();
    it.replicate(SmallCase.TEXT_IDS);
    String absent = Pair.visitId(77);
    for (String source : Explained.SOURCES) {
      Command.Finished told = alone(it, source, absent).run();
      assertThat(told.exitCode()).isEqualTo(10);
      assertThat(told.output()).contains("IN NO PAIR", "stopped at there of the visit: not there");
      JsonNode lone = inNoPair(alone(it, source, absent));
      assertThat(lone).hasSize(1);
      assertThat(lone.at("/0/id").asText()).isEqualTo(absent);
      lone =
          inNoPair(
              alone(it, source, "%s,%s,%s".formatted(Pair.visitId(1), Pair.visitId(2), absent)));
      assertThat(lone).hasSize(1);
      assertThat(lone.at("/0/stopped_at/gate").asText()).isEqualTo("there");
    }
    pair.visit(1).put("Visit Date", "2026-03-09");
    it.show();
    it.replicate(SmallCase.TEXT_IDS);
    for (String source : Explained.SOURCES) { // its rows are stored
      JsonNode told = Explained.of(alone(it, source, Pair.visitId(1)).with("--json").run()).only();
      assertThat(told.at("/stopped_at/gate").asText()).isEqualTo("same_day");
      assertThat(told.at("/store/0/stored/status").asText()).isEqualTo("U");
    }
    it.database.execute("DELETE FROM conflictvisitmaps");
    for (String source : Explained.SOURCES) {
      JsonNode lone = inNoPair(alone(it, source, Pair.visitId(1)));
      assertThat(lone.at("/0/stopped_at").isNull()).isTrue();
    }
    it.database.execute("INSERT INTO excluded_ssn (\"SSN\") VALUES ('900-01-0001')");
    for (String source : Explained.SOURCES) {
      JsonNode lone = inNoPair(alone(it, source, Pair.visitId(1)));
      assertThat(lone.at("/0/stopped_at/gate").asText()).isEqualTo("ssn_excluded");
    }
  }

  private static Command alone(SmallCase it, String source, String visits) {
    return it.task(Explained.COMMAND, "asked", "--visits-from=" + source, "--visit=" + visits);
  }

  private static JsonNode inNoPair(Command command) {
    Command.Finished finished = command.with("--json").run();
    Explained.of(finished);
    return Json.read(finished.output()).get("in_no_pair");
  }

  @Test
  void amongSeveralWhatIsInNoPairIsOnlySaidToBeOfNoneOfTheOthers() {
    Pair pair = Pair.of(2);
    pair.rows(World.FACT)
        .add(
            Pair.like(
                pair.visit(3), "Visit Id", Pair.visitId(5), "Provider Id", Pair.providerId(2)));
    SmallCase it = SmallCase.of(pair);
    it.replicate(SmallCase.TEXT_IDS);
    String several = String.join(",", Pair.visitId(1), Pair.visitId(2), Pair.visitId(5));
    for (String source : Explained.SOURCES) { // there is more of the second person, not asked about
      assertThat(alone(it, source, several).run().output())
          .contains(
              "IN NO PAIR\nnothing stops it, and none of the others that were asked about is of its person and day\n");
    }
  }

  @Test
  void howManyCaregiversAPersonIsIsCountedAmongAllOrNotSaid() {
    Pair pair = new Pair();
    pair.rows(Pair.CAREGIVERS)
        .add(Pair.like(pair.caregiver(1), "Caregiver Id", Pair.caregiverId(3)));
    pair.visits("Visit Date", "2023-03-10"); // no key of a run
    SmallCase it = SmallCase.of(pair);
    it.replicate(SmallCase.TEXT_IDS);
    for (String source : Explained.SOURCES) {
      assertThat(gate(explain(it, source).only(), "same_person", PAIR))
          .as(source)
          .isEqualTo("person 1, shared by 3 caregiver(s)");
    }
    it.database.execute("INSERT INTO excluded_ssn (\"SSN\") VALUES ('900-01-0001')");
    for (String source : Explained.SOURCES) {
      assertThat(gate(explain(it, source).only(), "same_person", PAIR))
          .as(source)
          .isEqualTo("person 1");
    }
  }

  @Test
  void whatIsSwitchedOffIsNotForetold() {
    Pair pair = new Pair();
    SmallCase it = SmallCase.of(pair);
    it.detect();
    pair.times(2, "12:00", "13:00");
    it.show();
    JsonNode row = row(it, "--enable-stale-cleanup=false");
    assertThat(row.at("/next_run/why").asText())
        .isEqualTo("no conflict any more; but stale cleanup is off (enable_stale_cleanup)");
    it.detect("--enable-stale-cleanup=false");
    assertThat(it.statuses()).isEqualTo("UU");
  }

  @Test
  void aConflictOfWhichNotAllIsToldSaysSo() {
    SmallCase it = SmallCase.stored(new Pair());
    String conflict = it.database.ask("SELECT min(\"CONFLICTID\") FROM conflictvisitmaps");
    Command command =
        it.task(Explained.COMMAND, "asked", "--visits-from=replica", "--conflict-id=" + conflict);
    it.replicate(SmallCase.TEXT_IDS);
    assertThat(command.run().output()).doesNotContain("More are stored");
    it.database.execute(
        """
        INSERT INTO conflictvisitmaps ("CONFLICTID", "VisitID", "ConVisitID", "StatusFlag")
        SELECT %s, '%s', md5(n::text)::uuid, 'U' FROM generate_series(1, 100) n"""
            .formatted(conflict, Pair.visitId(1)));
    assertThat(command.run().output()).contains("More are stored: only the first 100 are told");
    it.database.execute("UPDATE conflictvisitmaps SET \"PTOStartDate\" = '2026-03-10'");
    assertThat(command.run().output()).contains("of a visit and an absence (PTO)");
  }

  @Test
  void whatIsNotKnownIsToldInWords() {
    SmallCase it = SmallCase.of(new Pair());
    assertThat(asked(it, "snowflake").run().output())
        .contains(
            "no distance: the place of a visit is not known", "no run has measured the source")
        .doesNotContain("miles -", "not before not known");
  }

  @Test
  void aWrongQuestionIsMisuse() {
    SmallCase it = SmallCase.of(new Pair());
    assertThat(
            it.task(Explained.COMMAND, "asked")
                .env(
                    Map.of(
                        "VISIT", Pair.visitId(1) + ", " + Pair.visitId(1).toUpperCase(Locale.ROOT)))
                .run()
                .output())
        .contains("VISIT (environment): " + Pair.visitId(1) + " is given twice");
    it.database.execute( // rows that name no visit
        """
        INSERT INTO conflictvisitmaps ("CONFLICTID", "VisitID", "InserviceStartDate", "StatusFlag")
        VALUES (7, '%s', '2026-03-10', 'U'), (7, NULL, NULL, 'U')"""
            .formatted(Pair.visitId(1)));
    for (List<String> options :
        List.of(
            List.<String>of(),
            List.of("--visit=one"),
            List.of("--conflict-id=1"),
            List.of("--conflict-id=7"),
            List.of("--conflict-id=1", "--visit=" + Pair.visitId(1)),
            List.of("--visit=" + Pair.visitId(1), "--visit=" + Pair.visitId(1)),
            List.of("--visit=" + Pair.visitId(1), "--html=" + folder.resolve("none/page.html")),
            List.of("--visit=" + Pair.visitId(1), "--html=" + folder),
            List.of("--visit=" + Pair.visitId(1), "--html="),
            List.of("--visit=" + Pair.visitId(1), "--visits-from=elsewhere"))) {
      Command.Finished finished = it.task(Explained.COMMAND, "asked").with(options).run();
      assertThat(finished.exitCode()).as(options + finished.output()).isEqualTo(2);
    }
  }
}
