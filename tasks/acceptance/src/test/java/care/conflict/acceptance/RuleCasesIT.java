package care.conflict.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every line of the table of cases, in both orders, through the warehouse's SQL. */
class RuleCasesIT {

  private static final Map<String, String> COLUMNS =
      Map.of(
          "miles", "DistanceMilesFromLatLng",
          "mph", "AverageMilesPerHour",
          "minutes", "ETATravelMinutes",
          "gap", "MinuteDiffBetweenSch");

  @ParameterizedTest
  @ValueSource(strings = {"standard", "stretched", "no_mph"})
  void everyCaseIsStoredOrLeftOutWithItsFlagsAndDistances(String variant) {
    World world = CaseWorld.of(variant);
    List<String> wrong = new ArrayList<>();
    try (Scene scene = Scene.of(world)) {
      Database database = scene.database();
      scene.detect(database, Parameters.DEFAULT);
      Contents contents = new StoreReader(world, StoreReader.clock()).read(database);
      for (RuleCase ruleCase : RuleCase.ofVariant(variant)) {
        for (boolean inOrder : new boolean[] {true, false}) {
          check(ruleCase, contents.maps().get(ruleCase.pair(inOrder)), inOrder, wrong);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static void check(
      RuleCase ruleCase, Map<String, String> row, boolean inOrder, List<String> wrong) {
    String name = ruleCase.name() + (inOrder ? "" : " (the other way round)");
    if (!ruleCase.isStored() || row == null) {
      if (ruleCase.isStored() || row != null) {
        wrong.add(name + (row == null ? ": is not stored" : ": is stored"));
      }
      return;
    }
    StringBuilder flags = new StringBuilder();
    Spec.RULES.forEach(rule -> flags.append(row.get(rule)));
    if (!flags.toString().equals(ruleCase.flags())) {
      wrong.add(name + ": flags " + flags + ", not " + ruleCase.flags());
    }
    COLUMNS.forEach(
        (field, column) -> {
          String type = Spec.storeTable("conflictvisitmaps").get(column);
          String expected = Canonical.of(type, ruleCase.values().get(field));
          String actual = row.get(column);
          if (expected == null ? actual != null : !expected.equals(actual)) {
            wrong.add(name + ": " + column + " " + actual + ", not " + expected);
          }
        });
  }
}
