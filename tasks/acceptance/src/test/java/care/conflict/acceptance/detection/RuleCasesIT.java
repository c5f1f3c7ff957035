package care.conflict.acceptance.detection;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.cases.CaseWorld;
import care.conflict.acceptance.cases.RuleCase;
import care.conflict.acceptance.data.Contents;
import care.conflict.acceptance.data.Parameters;
import care.conflict.acceptance.data.World;
import care.conflict.acceptance.scenes.Scene;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.stage.StoreReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every line of the table of cases, in both orders, through the warehouse's SQL. */
class RuleCasesIT {

  @ParameterizedTest
  @CsvSource({
    "standard, false", "standard, true",
    "stretched, false", "stretched, true",
    "no_mph, false", "no_mph, true"
  })
  void everyCaseIsStoredOrLeftOutWithItsFlagsAndDistances(String variant, boolean exchanged) {
    List<RuleCase> cases = RuleCase.ofVariant(variant, exchanged);
    World world = CaseWorld.of(variant, cases);
    List<String> faults = new ArrayList<>();
    try (Scene scene = Scene.of(world)) {
      Database database = scene.database();
      StoreReader reader = new StoreReader(world, StoreReader.clock());
      scene.detect(database, Parameters.DEFAULT);
      Contents contents = reader.read(database);
      for (RuleCase ruleCase : cases) {
        faults.addAll(ruleCase.faults(contents.maps().get(ruleCase.pair(true))));
        faults.addAll(ruleCase.faults(contents.maps().get(ruleCase.pair(false))));
      }
    }
    assertThat(faults).isEmpty();
  }
}
