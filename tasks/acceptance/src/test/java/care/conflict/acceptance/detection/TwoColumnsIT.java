package care.conflict.acceptance.detection;

import static care.conflict.acceptance.scenes.SmallCase.counted;
import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.cases.Pair;
import care.conflict.acceptance.data.World;
import care.conflict.acceptance.scenes.SmallCase;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The two columns and the move in which an independent reference found differences. */
class TwoColumnsIT {

  private static final String CONTRACT = "d0000000-0000-4000-8000-000000000055";

  private static String payerId(int number) {
    return "e0000000-0000-4000-8000-%012d".formatted(number);
  }

  @Test
  @DisplayName("S2.1 a payer that is off, a demo or neither has no state and gives no name")
  void onlyAPayerThatIsActiveAndNoDemoHasAStateAndAName() {
    Pair pair = Pair.of(4);
    String[][] payers = {{"true", "false"}, {"false", "false"}, {"true", "true"}, {"true", null}};
    for (int number = 1; number <= 4; number++) {
      Map<String, String> payer =
          pair.add(
              "DIMPAYER",
              "Payer Id",
              payerId(number),
              "Payer Name",
              "Payer " + number,
              "Payer State",
              "NY");
      payer.put("Is Active", payers[number - 1][0]);
      if (payers[number - 1][1] != null) {
        payer.put("Is Demo", payers[number - 1][1]);
      }
      for (int visit : List.of(2 * number - 1, 2 * number)) {
        pair.visit(visit).put("Payer Id", payerId(number));
        pair.visit(visit).put("Contract Id", CONTRACT);
      }
    }
    pair.add(
        "DIMCONTRACT", "Contract Id", CONTRACT, "Contract Name", "Plan X", "Is Active", "true");
    SmallCase it = SmallCase.stored(pair);
    assertThat(it.row(1, 2)).containsEntry("PayerState", "NY").containsEntry("Contract", "Payer 1");
    for (int number = 2; number <= 4; number++) {
      assertThat(it.row(2 * number - 1, 2 * number))
          .as("payer " + number)
          .doesNotContainKeys("PayerState", "ConPayerState")
          .containsEntry("Contract", "Plan X")
          .containsEntry("ConContract", "Plan X");
    }
  }

  private record Contract(String payerId, String contractId, String type) {}

  @Test
  @DisplayName("S2.2 the type of a contract asks whether the two texts are 0")
  void theTypeOfAContractAsksWhetherTheTextsAreZero() {
    List<Contract> contracts =
        Arrays.asList(
            new Contract("0", "55", "Internal"),
            new Contract("7", "55", "UPR"),
            new Contract("7", "0", "Payer"),
            new Contract("0", "0", null),
            new Contract(null, "55", null),
            new Contract("7", null, null),
            new Contract(null, "0", null),
            new Contract("7", "A-17", "UPR"),
            new Contract("7", "00", "UPR"));
    Pair pair = Pair.of(10);
    for (int person = 1; person <= 9; person++) {
      Contract contract = contracts.get(person - 1);
      change(pair, 2 * person - 1, contract);
      change(pair, 2 * person, contract);
    }
    change(pair, 19, contracts.get(2));
    change(pair, 20, contracts.get(4));
    SmallCase it = SmallCase.stored(pair);
    for (int person = 1; person <= 9; person++) {
      Contract contract = contracts.get(person - 1);
      Map<String, String> row = it.row(2 * person - 1, 2 * person);
      assertThat(row.get("ContractType")).as(contract.toString()).isEqualTo(contract.type());
      assertThat(row.get("ConContractType")).as(contract.toString()).isEqualTo(contract.type());
    }
    assertThat(it.row(19, 20))
        .containsEntry("ContractType", "Payer")
        .doesNotContainKey("ConContractType");
  }

  private static void change(Pair pair, int visit, Contract contract) {
    Map<String, String> changed =
        Pair.like(
            pair.visit(visit),
            "Application Payer Id",
            contract.payerId(),
            "Application Contract Id",
            contract.contractId());
    pair.rows(World.FACT).set(visit - 1, changed);
  }

  @Test
  @DisplayName("S2.3 both visits moved, one of them lately: the conflict is still one")
  void aPairWhoseVisitsMovedAtDifferentTimesIsLookedForWhereTheyAreNow() {
    // What is older than the oldest visit of the source would be left alone.
    SmallCase before = SmallCase.stored(new Pair().visits("Visit Date", "2026-03-09").feed(1, 1));
    Pair moved = new Pair().feed(1, 1);
    moved.visit(2).put("Visit Updated Timestamp", "2026-03-01 00:00:00+00");

    SmallCase symmetric = before.with(moved);
    String digest = symmetric.digest();
    JsonNode result = symmetric.detect("--enable-asymmetric-join=false");
    assertThat(counted(result, "resolved")).isZero();
    assertThat(symmetric.digest()).isEqualTo(digest);
    assertThat(symmetric.statuses()).isEqualTo("UU");

    moved.times(2, "12:00", "13:00");
    SmallCase apart = before.with(moved);
    assertThat(counted(apart.detect("--enable-asymmetric-join=false"), "resolved")).isEqualTo(2);
    assertThat(apart.statuses()).isEqualTo("RR");

    moved.times(2, "09:30", "10:30");
    SmallCase usual = before.with(moved);
    assertThat(counted(usual.detect(), "updated")).isEqualTo(2);
    assertThat(usual.row(1, 2)).containsEntry("VisitDate", "2026-03-10");
    assertThat(usual.row(2, 1)).containsEntry("VisitDate", "2026-03-10");
  }
}
