package care.conflict.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PreviewReportTest {
  private static Map<String, Object> told() {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("run_id", "r1");
    told.put("rule_version", "0a1b2c3d");
    told.put("now", "2026-03-14T05:30:15Z");
    told.put("changes", true);
    told.put("stops", null);
    told.put("open_rows", 1234L);
    told.put("rows", Map.of("inserted", 7L, "resolved", 41L));
    told.put("conflicts", Map.of("updated", 3L));
    told.put("by_rule", List.of());
    told.put(
        "by_provider",
        List.of(
            Map.of("key", "id-1", "name", "<b>Some agency</b>", "open", 100L, "resolved", 41L)));
    told.put("columns", List.of(Map.of("name", "StatusFlag", "rows", 41L)));
    told.put("shifts", List.of(Map.of("words", "41.0% of the open rows of <i> would be resolved")));
    told.put(
        "money",
        Map.of(
            "all", amounts("1000.00"),
            "by_action", Map.of("resolved", amounts("20.50"))));
    told.put(
        "fail_if",
        List.of(
            Map.of(
                "condition", "resolved > 5%", "measured", new BigDecimal("3.3"), "holds", false)));
    told.put("warnings", List.of("task: a warning"));
    return told;
  }

  private static Map<String, Object> amounts(String before) {
    return Map.of(
        "unresolved_before",
        new BigDecimal(before),
        "unresolved_after",
        BigDecimal.ZERO,
        "freed",
        new BigDecimal(before),
        "final_after",
        BigDecimal.ONE);
  }

  @Test
  void thePageTellsWhatWouldChangeAndLoadsNothing() {
    assertThat(PreviewReport.html(told()))
        .contains("What the run would change")
        .contains("7 inserted, 41 resolved; 1,234 open rows stored.")
        .contains(
            "20.50", "StatusFlag", "resolved &gt; 5%", "task: a warning", "&lt;b&gt;Some agency")
        .doesNotContain("<b>Some", "<i> would", "<script", "src=", "http:");
  }

  @Test
  void theTextTellsTheSameInLinesThatFitATerminal() {
    String text = PreviewReport.text(told());
    assertThat(text)
        .contains("What the run would change\n=====")
        .contains("Some agency</b> (id-1)", "1,000.00", "resolved > 5%", "a warning");
    assertThat(text.lines()).allMatch(line -> line.length() <= 100);
  }

  private static Map<String, Object> compared(long rows) {
    Map<String, Object> compared = new LinkedHashMap<>();
    compared.put("rule_version", "9f8e7d6c");
    compared.put("stops", null);
    compared.put("rows", rows);
    return compared;
  }

  @Test
  void thatTwoVersionsDoTheSameIsSaid() {
    Map<String, Object> told = told();
    told.put("compared", compared(0));
    String said = "Compared with the other version, 9f8e7d6c: no row would become otherwise by it.";
    assertThat(PreviewReport.text(told)).contains(said);
    assertThat(PreviewReport.html(told)).contains(said);
    assertThat(PreviewReport.text(told())).doesNotContain("Compared");
  }

  @Test
  void whereTheOtherVersionWouldStopIsSaidAndItsDifferencesByPayer() {
    Map<String, Object> told = told();
    Map<String, Object> compared = compared(1234);
    compared.put(
        "stops",
        Map.of(
            "task", "task00_preflight", "exit_code", 4, "message", "no visits", "advice", "Look."));
    compared.put("by_payer", List.of(Map.of("key", "payer-1", "rows", 12L, "resolved", -3L)));
    told.put("compared", compared);
    assertThat(PreviewReport.text(told).replace('\n', ' '))
        .contains(
            "9f8e7d6c: 1,234 rows would become otherwise by it. By it, task00_preflight would end with exit code 4: no visits.")
        .containsPattern("By payer: rows that differ.* 12 .*−3 .*payer-1")
        .startsWith("What the run would change");
    assertThat(PreviewReport.html(told)).contains("By it, task00_preflight would", "payer-1");
  }

  @Test
  void whereTheRunWouldStopOrNothingWouldChangeTheHeadingSaysSo() {
    Map<String, Object> stops = told();
    stops.put(
        "stops",
        Map.of(
            "task", "task00_preflight", "exit_code", 4, "message", "no visits", "advice", "Look."));
    assertThat(PreviewReport.text(stops))
        .startsWith("The run would stop early")
        .contains("task00_preflight would end with exit code 4: no visits.");
    Map<String, Object> nothing = told();
    nothing.put("changes", false);
    nothing.put("rows", Map.of("inserted", 0L));
    assertThat(PreviewReport.text(nothing))
        .startsWith("The run would change nothing")
        .contains("No row; 1,234 open rows stored.");
  }
}
