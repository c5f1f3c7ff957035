package care.conflict.acceptance.explain;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.cases.Pair;
import care.conflict.acceptance.data.Contents.PairId;
import care.conflict.acceptance.data.Parameters;
import care.conflict.acceptance.data.World;
import care.conflict.acceptance.oracle.NaiveInservice;
import care.conflict.acceptance.scenes.Scene;
import care.conflict.acceptance.scenes.SmallCase;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.stage.Json;
import care.conflict.acceptance.stage.Leaks;
import care.conflict.acceptance.worlds.InserviceWorldMaker;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A visit during a training of the same person is explained by the statements of the run. */
class ExplainedEventIT {
  private static final LocalDateTime NOW = LocalDateTime.parse("2026-03-14T05:30:15");
  private static final String EVENT = eventId("501");

  /** As the pipeline names an event (spec: detection, in-service). */
  private static String eventId(String inservice) {
    try {
      String hex =
          HexFormat.of()
              .formatHex(
                  MessageDigest.getInstance("MD5")
                      .digest(("I" + inservice).getBytes(StandardCharsets.UTF_8)));
      return hex.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode explain(Command command) {
    Command.Finished finished = command.with("--json").run();
    Leaks.check(finished);
    assertThat(finished.exitCode()).as(finished.output()).isIn(0, 10);
    JsonNode answer = Json.read(finished.output());
    assertThat(finished.exitCode()).isEqualTo(answer.get("conflicts").asInt() > 0 ? 0 : 10);
    return answer;
  }

  private static JsonNode explain(SmallCase it) {
    JsonNode answer =
        explain(
            it.task(Explained.COMMAND, "asked")
                .with("--visit=" + Pair.visitId(1))
                .with("--visit=" + EVENT));
    assertThat(answer.get("pairs")).isEmpty();
    assertThat(answer.get("in_service")).hasSize(1);
    return answer.get("in_service").get(0);
  }

  private static Pair training() {
    Pair pair = new Pair();
    pair.training();
    return pair;
  }

  private static String next(JsonNode told, int row) {
    return told.at("/store/%d/row_of".formatted(row)).asText()
        + ": "
        + told.at("/store/%d/next_run/action".formatted(row)).asText();
  }

  @Test
  void aVisitDuringATrainingIsAConflictAndItsRowsAreTold() {
    SmallCase it = SmallCase.of(training());
    JsonNode told = explain(it);
    assertThat(told.get("verdict").asText()).isEqualTo("conflict");
    assertThat(told.get("stopped_at").isNull()).isTrue();
    assertThat(told.get("shared_minutes").asInt()).isEqualTo(30);
    assertThat(told.at("/event/id").asText()).isEqualTo(EVENT);
    assertThat(told.at("/event/from").asText()).isEqualTo("2026-03-10 09:15");
    assertThat(told.at("/visit/person").asText()).isEqualTo(told.at("/event/person").asText());
    assertThat(told.at("/smallest_change/words").asText())
        .isEqualTo("the visit ends 46 minutes earlier: no conflict");
    assertThat(next(told, 0)).isEqualTo("event: insert");
    assertThat(next(told, 1)).isEqualTo("visit: insert");

    it.run(SmallCase.INSERVICE);
    assertThat(it.count()).isEqualTo(2);
    assertThat(next(explain(it), 1)).isEqualTo("visit: nothing");

    it.pair.visit(1).put("Visit End Time", "2026-03-10 09:14:00");
    it.show();
    told = explain(it);
    assertThat(told.get("verdict").asText()).isEqualTo("none");
    assertThat(told.at("/smallest_change/words").asText())
        .isEqualTo("the event starts 1 minute earlier: a conflict");
    assertThat(next(told, 0)).isEqualTo("event: resolve");
    String conflict = it.database.ask("SELECT min(\"CONFLICTID\") FROM conflictvisitmaps");
    JsonNode ofConflict = explain(it.task(Explained.COMMAND, "asked", "--conflict-id=" + conflict));
    assertThat(ofConflict.at("/in_service/0/event/id").asText()).isEqualTo(EVENT);
    it.run(SmallCase.INSERVICE);
    assertThat(it.statuses()).isEqualTo("RR");
  }

  @Test
  void inWordsItIsToldAsWhatItIs() {
    SmallCase it = SmallCase.of(training());
    Command.Finished finished =
        it.task(Explained.COMMAND, "asked").with("--visit=" + Pair.visitId(1)).run();
    Leaks.check(finished);
    assertThat(finished.exitCode()).as(finished.output()).isZero();
    assertThat(finished.output())
        .contains(
            "\nCONFLICT (in-service)\n",
            "the event  " + EVENT,
            "the visit  " + Pair.visitId(1),
            "own_event",
            "row of the event: not stored")
        .doesNotContain("Ada", "Quill");
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

  static Stream<Broken> eachGateBrokenAlone() {
    return Stream.of(
        data("ssn", "event", pair -> pair.caregiver(2).put("SSN", " ")),
        data("same_person", "pair", pair -> pair.caregiver(2).put("SSN", "900010077")),
        data("window", "visit", pair -> pair.visit(1).put("Visit Date", "2023-03-10")),
        data("provider_active", "event", pair -> pair.provider(2).put("Is Active", "false")),
        data("provider_demo", "visit", pair -> pair.provider(1).put("Is Demo", "true")),
        data(
            "providers_differ",
            "pair",
            pair -> pair.rows(World.EVENTS).get(0).put("Provider Id", Pair.providerId(1))),
        data("completed", "visit", pair -> pair.visit(1).remove("Visit End Time")),
        data("completed", "visit", pair -> pair.visit(1).put("Is Missed", "true")),
        data("meet", "pair", pair -> pair.times(1, "11:00", "12:00")),
        data("own_event", "visit", ExplainedEventIT::trainingOfTheOwnAgency),
        new Broken(
            "provider_excluded",
            "event",
            pair -> {},
            "INSERT INTO excluded_agency (\"ProviderID\") VALUES ('%s')"
                .formatted(Pair.providerId(2))),
        new Broken(
            "ssn_excluded",
            "event",
            pair -> {},
            "INSERT INTO excluded_ssn (\"SSN\") VALUES ('900-01-0001')"));
  }

  /** It began the evening before. */
  private static void trainingOfTheOwnAgency(Pair pair) {
    pair.training();
    Map<String, String> own = pair.rows(World.EVENTS).get(1);
    own.put("Application Caregiver Inservice Id", "502");
    own.put("Provider Id", Pair.providerId(1));
    own.put("Inservice start date", "2026-03-09 22:00:00+00");
    own.put("Inservice end date", "2026-03-10 09:05:00+00");
  }

  @ParameterizedTest
  @MethodSource("eachGateBrokenAlone")
  void aGateThatIsBrokenAloneIsTheFirstOneNamed(Broken broken) {
    Pair pair = training();
    broken.data().accept(pair);
    SmallCase it = SmallCase.of(pair);
    if (!broken.store().isEmpty()) {
      it.database.execute(broken.store());
    }
    JsonNode told = explain(it);
    assertThat(told.get("verdict").asText()).isEqualTo("none");
    assertThat(told.at("/stopped_at/gate").asText()).isEqualTo(broken.gate());
    assertThat(told.at("/stopped_at/of").asText()).isEqualTo(broken.of());
    it.run(SmallCase.INSERVICE);
    assertThat(
            it.database.ask(
                "SELECT count(*) FROM conflictvisitmaps WHERE ('%s', '%s') IN ((\"VisitID\"::text, \"ConVisitID\"::text), (\"ConVisitID\"::text, \"VisitID\"::text))"
                    .formatted(EVENT, Pair.visitId(1))))
        .isEqualTo("0");
  }

  /** From the 10th to the 14th, with a training of another agency on the 10th. */
  private static Pair longVisit() {
    Pair pair = training();
    pair.visit(1).put("Visit End Time", "2026-03-14 10:00:00");
    pair.rows(World.FACT).remove(1);
    return pair;
  }

  private static void trainingOnTheLastDay(Pair pair, int provider) {
    pair.training();
    Map<String, String> later = pair.rows(World.EVENTS).get(1);
    later.put("Application Caregiver Inservice Id", "502");
    later.put("Provider Id", Pair.providerId(provider));
    later.put("Inservice start date", "2026-03-13 09:00:00+00");
    later.put("Inservice end date", "2026-03-13 10:00:00+00");
  }

  private static JsonNode alone(SmallCase it, String id, String... options) {
    return explain(it.task(Explained.COMMAND, "asked", options).with("--visit=" + id));
  }

  @Test
  void aVisitOfDaysIsJudgedByAllEventsOfThem() {
    Pair pair = longVisit();
    trainingOnTheLastDay(pair, 1); // of its own agency, three days later
    SmallCase it = SmallCase.of(pair);
    for (JsonNode answer : List.of(alone(it, Pair.visitId(1)), alone(it, EVENT))) {
      JsonNode told = pairWith(answer, EVENT);
      assertThat(told.get("verdict").asText()).isEqualTo("none");
      assertThat(told.at("/stopped_at/gate").asText()).isEqualTo("own_event");
      assertThat(next(told, 0)).isEqualTo("event: nothing");
    }
    it.run(SmallCase.INSERVICE);
    assertThat(it.count()).isZero();

    pair = longVisit();
    trainingOnTheLastDay(pair, 2);
    it = SmallCase.of(pair);
    for (String id : List.of(Pair.visitId(1), EVENT, eventId("502"))) {
      JsonNode answer = alone(it, id);
      assertThat(answer.get("conflicts").asInt())
          .as(id)
          .isEqualTo(id.equals(Pair.visitId(1)) ? 2 : 1);
    }
    it.run(SmallCase.INSERVICE);
    assertThat(it.count()).isEqualTo(4);
  }

  private static JsonNode pairWith(JsonNode answer, String event) {
    for (JsonNode told : answer.get("in_service")) {
      if (told.at("/event/id").asText().equals(event)) {
        return told;
      }
    }
    throw new AssertionError(event + " is not told of: " + answer);
  }

  @Test
  void anEventIsToldOfEachVisitThatTellsOfIt() {
    for (Consumer<Pair> unlike :
        List.<Consumer<Pair>>of(
            pair -> pair.visit(1).remove("Visit End Time"),
            pair -> pair.visit(1).put("Is Missed", "true"),
            pair -> pair.provider(1).put("Is Active", "false"))) {
      Pair pair = training();
      pair.rows(World.FACT).remove(1);
      unlike.accept(pair);
      SmallCase it = SmallCase.of(pair);
      JsonNode ofTheVisit = alone(it, Pair.visitId(1)).get("in_service");
      assertThat(ofTheVisit).hasSize(1);
      assertThat(alone(it, EVENT).get("in_service")).isEqualTo(ofTheVisit);
    }
  }

  @Test
  void anEventWithoutAVisitIsToldWithItsOwnGates() {
    Pair pair = training();
    pair.rows(World.FACT).clear();
    pair.provider(2).put("Is Demo", "true");
    SmallCase it = SmallCase.of(pair);
    JsonNode answer = alone(it, EVENT);
    assertThat(answer.get("in_service")).isEmpty();
    assertThat(answer.get("in_no_pair")).hasSize(1);
    assertThat(answer.at("/in_no_pair/0/of").asText()).isEqualTo("event");
    assertThat(answer.at("/in_no_pair/0/stopped_at/gate").asText()).isEqualTo("provider_demo");
  }

  @Test
  void amongSeveralIdsAnEventIsToldWithTheVisits() {
    SmallCase it = SmallCase.of(training());
    JsonNode answer = alone(it, "%s,%s,%s".formatted(Pair.visitId(1), Pair.visitId(2), EVENT));
    assertThat(answer.get("pairs")).hasSize(1);
    assertThat(answer.get("in_service")).hasSize(2);
    assertThat(answer.get("in_no_pair")).isEmpty();
  }

  @Test
  void switchedOffNoInserviceRowIsForetold() {
    SmallCase it = SmallCase.of(training());
    JsonNode told = alone(it, EVENT, "--enable-inservice=false").at("/in_service/0");
    assertThat(told.get("verdict").asText()).isEqualTo("conflict");
    assertThat(told.at("/store/0/next_run/why").asText()).contains("enable_inservice");
    assertThat(next(told, 0)).isEqualTo("event: nothing");
  }

  @Test
  void namesAreSaidOfEventsToo() {
    Pair pair = training();
    pair.rows(World.FACT).remove(1);
    pair.caregiver(2).put("Caregiver Fullname", "Ada Quill");
    SmallCase it = SmallCase.of(pair);
    it.run(SmallCase.INSERVICE);
    String conflict = it.database.ask("SELECT min(\"CONFLICTID\") FROM conflictvisitmaps");
    for (String asked : List.of("--visit=" + EVENT, "--conflict-id=" + conflict)) {
      Command.Finished told =
          it.task(Explained.COMMAND, "asked", "--with-names", asked).atATerminal().run();
      assertThat(told.output())
          .contains(EVENT + "  caregiver Ada Quill, agency South Home Care")
          .contains(Pair.visitId(1) + "  caregiver Ada Quill, agency North Home Care");
    }
  }

  /** Some visits of a world with all that their people had in common with them. */
  @Test
  void ofAVisitAloneAllEventsAreToldAsTheNaiveDetectionJudgesThem() {
    World world = InserviceWorldMaker.make(90, 600, NOW, Parameters.DEFAULT);
    Map<String, Set<String>> expected = new TreeMap<>();
    Set<String> events = new TreeSet<>();
    NaiveInservice.allPairs(world, Parameters.DEFAULT)
        .forEach(
            pair -> {
              if (pair.second().attributes().get("InserviceStartDate") != null) {
                PairId id = pair.id();
                expected.computeIfAbsent(id.first(), it -> new TreeSet<>()).add(id.second());
                events.add(id.second());
              }
            });
    List<String> some = expected.keySet().stream().limit(4).collect(Collectors.toList());
    some.addAll(events.stream().limit(2).toList());
    assertThat(some).hasSize(6);
    try (Scene scene = Scene.of(world)) {
      Database database = scene.database();
      for (String id : some) {
        JsonNode answer =
            explain(
                scene
                    .command(Explained.COMMAND, database, "asked")
                    .with("--now=" + NOW)
                    .with("--visit=" + id));
        Set<String> told = new TreeSet<>();
        for (JsonNode pair : answer.get("in_service")) {
          if (pair.get("verdict").asText().equals("conflict")) {
            told.add(
                events.contains(id)
                    ? pair.at("/visit/id").asText()
                    : pair.at("/event/id").asText());
          }
        }
        Set<String> judged =
            events.contains(id)
                ? expected.entrySet().stream()
                    .filter(it -> it.getValue().contains(id))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toCollection(TreeSet::new))
                : expected.get(id);
        assertThat(told).as(id).isEqualTo(judged);
      }
    }
  }
}
