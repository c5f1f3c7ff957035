package care.conflict.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class TrendsSeenTest {
  private static final Pattern SVG =
      Pattern.compile("<svg class=\"plot trend\".*?</svg>", Pattern.DOTALL);

  private static RunSummary growing() {
    return Samples.good().with(SampleTrends.growing());
  }

  @Test
  void fivePlotsStandInThePageEachWithATitleAndItsValuesInWords() {
    List<String> plots =
        SVG.matcher(Report.html(growing())).results().map(it -> it.group()).toList();
    assertThat(plots).hasSize(5);
    for (String plot : plots) {
      assertThat(plot)
          .contains(
              "viewBox=\"0 0 340 200\"", "width=\"100%\"", "role=\"img\"", "<title id=\"plot-")
          .contains("2026-01: no run.", "class=\"gap\"")
          .doesNotContain("style=", "<script", "NaN", "href");
      Matcher told = Pattern.compile("aria-labelledby=\"(\\S+) (\\S+)\"").matcher(plot);
      assertThat(told.find()).isTrue();
      assertThat(plot).contains("<title id=\"" + told.group(1), "<desc id=\"" + told.group(2));
    }
  }

  @Test
  void nothingIsDrawnOutsideOfThePlot() {
    for (Plot plot : TrendsSeen.of(Document.of(SampleTrends.growing())).orElseThrow().plots()) {
      for (Plot.Bar bar : plot.bars()) {
        assertThat(Double.parseDouble(bar.x())).isGreaterThanOrEqualTo(PlotScale.LEFT);
        assertThat(Double.parseDouble(bar.x()) + Double.parseDouble(bar.width()))
            .isLessThanOrEqualTo(PlotScale.RIGHT + 0.1);
        assertThat(Double.parseDouble(bar.y())).isGreaterThanOrEqualTo(PlotScale.TOP);
        assertThat(Double.parseDouble(bar.height())).isPositive();
      }
    }
  }

  @Test
  void everyColourOfAPlotIsInTheStyleSheet() {
    String page = Report.html(growing());
    String styles = page.substring(0, page.indexOf("</style>"));
    TrendsSeen trends = TrendsSeen.of(Document.of(SampleTrends.growing())).orElseThrow();
    for (Plot plot : trends.plots()) {
      plot.legend().forEach(it -> assertThat(styles).containsPattern("\\." + it.colour() + "[ ,]"));
    }
    assertThat(styles).contains(".gap {");
  }

  @Test
  void aMonthWhoseRowsWereNotCountedIsNotOneWithoutOpenRows() {
    Map<String, Object> uncounted = SampleTrends.month("2026-10", true, 16, 1);
    uncounted.keySet().removeAll(List.of("open_at_start", "open_by_days", "open_at_end"));
    List<Plot> plots =
        TrendsSeen.of(
                Document.of(
                    Map.of(
                        "months", List.of(uncounted, SampleTrends.month("2026-11", true, 17, 1)))))
            .orElseThrow()
            .plots();
    assertThat(plots).extracting(it -> it.gaps().size()).containsExactly(0, 1, 0, 0, 0);
    assertThat(plots.get(1).inWords()).startsWith("2026-10: 0–6 days not known, ");
  }

  @Test
  void theFiguresAreThoseOfTheLastMonthWithARun() {
    assertThat(Report.html(growing()))
        .contains("Open, as of 2026-11</dt><dd>119,431</dd>")
        .contains("Opened in 2026-11</dt><dd>50,076</dd>")
        .contains("Closed in 2026-11</dt><dd>43,848</dd>")
        .contains("4 months without any run");
  }

  @Test
  void rulesHaveTheirNamesPayersAndProvidersTheirIds() {
    assertThat(Report.html(growing()))
        .contains("Same scheduled times<br><span class=\"column\">SameSchTimeFlag</span>")
        .contains("a0000000-0000-4000-8000-000000000001", "b0000000-0000-4000-8000-000000000001")
        .contains("NewFlag", "<th scope=\"row\">none</th>");
  }

  /**
   * Of a longer mail the common readers show the beginning alone; the warnings stand at its end.
   */
  @Test
  void aReportWithAllThatItMayTellIsShortEnoughForAMail() {
    String page = Report.html(Samples.good().with(SampleTrends.full()));
    assertThat(page).contains("a0000000-0000-4000-8000-000000000010", "id=\"warnings\"");
    assertThat(page.getBytes(UTF_8)).hasSizeLessThan(95_000);
  }

  @Test
  void theTextHasEveryMonthAndNoLineIsTooLong() {
    String text = Report.text(growing());
    assertThat(text)
        .containsSubsequence("Trends", "opened", "2025-06  no run", "50,076", "43,848", "2026-11")
        .containsSubsequence("Rows closed, and why", "stale", "cascade")
        .containsSubsequence("payer, the first ten", "a0000000-0000-4000-8000-000000000001");
    assertThat(text.lines()).allMatch(line -> line.length() <= TextTable.WIDTH);
  }

  @Test
  void withoutARunInAnyMonthThereIsNoSection() {
    for (Map<String, Object> trends :
        List.of(
            Map.<String, Object>of(),
            Map.<String, Object>of("months", List.of(SampleTrends.month("2026-11", false, 1, 1))),
            Map.<String, Object>of("months", "strange"))) {
      assertThat(Report.html(Samples.good().with(trends))).doesNotContain("id=\"trends\"");
      assertThat(Report.text(Samples.good().with(trends))).doesNotContain("Trends");
    }
  }
}
