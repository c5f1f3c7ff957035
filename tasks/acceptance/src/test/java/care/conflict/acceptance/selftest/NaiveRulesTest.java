package care.conflict.acceptance.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.cases.CaseWorld;
import care.conflict.acceptance.cases.RuleCase;
import care.conflict.acceptance.data.Parameters;
import care.conflict.acceptance.data.World;
import care.conflict.acceptance.oracle.Rules;
import care.conflict.acceptance.visits.Visit;
import care.conflict.acceptance.visits.VisitReader;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The naive rules that everything else is compared with give the table of cases themselves. */
class NaiveRulesTest {

  @ParameterizedTest
  @ValueSource(strings = {"standard", "stretched", "no_mph"})
  void everyCaseGivesItsExpectedVerdictInBothOrders(String variant) {
    List<RuleCase> cases = RuleCase.ofVariant(variant, false);
    World world = CaseWorld.of(variant, cases);
    List<Visit> visits = new VisitReader(world, Parameters.DEFAULT).visits();
    Rules rules = new Rules(world);
    for (RuleCase ruleCase : cases) {
      Visit a = find(visits, ruleCase.visitId(true));
      Visit b = find(visits, ruleCase.visitId(false));
      Stream.of(rules.judge(a, b), rules.judge(b, a))
          .forEach(
              verdict -> {
                assertThat(verdict.flags()).as(ruleCase.name()).isEqualTo(ruleCase.flags());
                assertThat(number(verdict.miles()))
                    .as(ruleCase.name())
                    .isEqualTo(number(ruleCase.values().get("miles")));
                assertThat(number(verdict.milesPerHour()))
                    .as(ruleCase.name())
                    .isEqualTo(number(ruleCase.values().get("mph")));
                assertThat(number(verdict.gap()))
                    .as(ruleCase.name())
                    .isEqualTo(number(ruleCase.values().get("gap")));
                Double minutes =
                    verdict.minutes() == null ? null : Rules.round(verdict.minutes(), 0);
                assertThat(number(minutes))
                    .as(ruleCase.name())
                    .isEqualTo(number(ruleCase.values().get("minutes")));
                assertThat(verdict.dropped() ? "Y" : "N")
                    .as(ruleCase.name())
                    .isEqualTo(ruleCase.values().get("dropped"));
              });
    }
  }

  private static Double number(Object value) {
    return value == null ? null : Double.valueOf(value.toString());
  }

  private static Visit find(List<Visit> visits, String id) {
    return visits.stream().filter(v -> v.id().equals(id)).findFirst().orElseThrow();
  }
}
