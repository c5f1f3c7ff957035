package care.conflict.acceptance.detection;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.cases.Pair;
import care.conflict.acceptance.scenes.Operations;
import care.conflict.acceptance.scenes.SmallCase;
import care.conflict.acceptance.stage.Command;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** A run says by which version of the rules it judged: in its documents, its row, its report. */
class RuleVersionIT {
  private static final String NOTED = "SELECT rule_version FROM pipeline_runs WHERE run_id = '%s'";

  private static String told(Command.Finished finished) {
    return told(Operations.succeeded(finished));
  }

  private static String told(JsonNode document) {
    return document.at("/details/rule_version").asText();
  }

  @Test
  void bothFormsJudgeByOneVersionAndARunNotesIt() {
    SmallCase it = SmallCase.of(Pair.of(2));
    String version = told(it.preflight("one"));
    assertThat(version).matches("[0-9a-f]{8}");
    assertThat(it.database.ask(NOTED.formatted("one"))).isNull();
    assertThat(told(it.task(SmallCase.DETECTION, "one").run())).isEqualTo(version);
    assertThat(told(it.task(SmallCase.INSERVICE, "one").run())).isEqualTo(version);
    assertThat(it.database.ask(NOTED.formatted("one"))).isEqualTo(version);
    it.postflight("one");
    assertThat(it.location("one").resolve("report.txt"))
        .content()
        .containsPattern("(?m)^ +rules +" + version + "$")
        .doesNotContain("same rules");

    it.replicate(SmallCase.TEXT_IDS);
    it.runLock("acquire", "--run-id=other");
    assertThat(told(it.task("task_02", "other").run())).isEqualTo(version);
    assertThat(it.database.ask(NOTED.formatted("other"))).isEqualTo(version);
  }

  @Test
  void aParameterOfOneTaskAloneIsToldInTheReportAndNoted() throws Exception {
    SmallCase it = SmallCase.of(Pair.of(2));
    it.preflight("mixed");
    String usual = told(it.task(SmallCase.DETECTION, "mixed").run());
    String other = told(it.task(SmallCase.INSERVICE, "mixed", "--max-visits-per-key=50").run());
    assertThat(other).isNotEqualTo(usual);
    it.task(SmallCase.DETECTION, "mixed").run();
    it.postflight("mixed");
    assertThat(it.database.ask(NOTED.formatted("mixed"))).isEqualTo(usual + " " + other);
    assertThat(Files.readString(it.location("mixed").resolve("report.txt")).replaceAll("\\s+", " "))
        .contains(" rules " + usual + ", " + other + " ")
        .containsSubsequence(
            "not every pair was judged by the same rules",
            usual + " in task02_00_conflict_update",
            other + " in task02_01_inservice_conflict");
  }
}
