package care.conflict.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PlotTest {
  private static final Plot.Series ONE = series("one", "a", "found");
  private static final Plot.Series OTHER = series("other", "b", "reopened");

  /** Four months, of which the third has no run; 30 and 10, 0 and 0, -, 20 and 20. */
  private static final List<TrendMonth> MONTHS =
      List.of(month("01", 30, 10), month("02", 0, 0), gap("03"), month("04", 20, 20));

  private static Plot.Series series(String words, String colour, String figure) {
    return new Plot.Series(words, colour, it -> it.figures().number(figure).map(Long::doubleValue));
  }

  private static TrendMonth month(String name, long one, long other) {
    return TrendMonth.of(
        Document.of(Map.of("month", "2026-" + name, "ran", true, "found", one, "reopened", other)));
  }

  private static TrendMonth gap(String name) {
    return TrendMonth.of(Document.of(Map.of("month", "2026-" + name, "ran", false)));
  }

  @Test
  void barsThatAreStackedBeginWhereTheOneBelowEnds() {
    Plot plot = Plot.stacked("p", "Title", List.of(ONE, OTHER), MONTHS);
    assertThat(plot.bars()).hasSize(4);
    double below = Double.parseDouble(plot.bars().get(0).y());
    double above = Double.parseDouble(plot.bars().get(1).y());
    double height = Double.parseDouble(plot.bars().get(1).height());
    assertThat(above + height).isCloseTo(below, within(0.11));
    assertThat(above).isEqualTo(PlotScale.TOP); // 40 is the highest line
    assertThat(plot.bars().get(0).x()).isEqualTo(plot.bars().get(1).x());
  }

  @Test
  void barsThatAreGroupedStandBesideEachOther() {
    Plot plot = Plot.grouped("p", "Title", List.of(ONE, OTHER), MONTHS);
    Plot.Bar first = plot.bars().get(0);
    Plot.Bar second = plot.bars().get(1);
    assertThat(Double.parseDouble(first.x()) + Double.parseDouble(first.width()))
        .isCloseTo(Double.parseDouble(second.x()), within(0.11));
    assertThat(Double.parseDouble(first.height()))
        .isCloseTo(3 * Double.parseDouble(second.height()), within(0.3));
  }

  @Test
  void aLineIsBrokenWhereThereIsNoRunAndNotWhereThereIsNothing() {
    Plot plot = Plot.lines("p", "Title", List.of(ONE), MONTHS);
    assertThat(plot.lines()).hasSize(2);
    assertThat(plot.lines().get(0).ends()).hasSize(2);
    assertThat(plot.lines().get(0).ends().get(1).y()).isEqualTo(PlotScale.at(PlotScale.BOTTOM));
    assertThat(plot.lines().get(1).ends()).hasSize(1);
  }

  @Test
  void aMonthWithoutARunIsAGapOverTheWholeHeight() {
    Plot plot = Plot.stacked("p", "Title", List.of(ONE, OTHER), MONTHS);
    assertThat(plot.gaps()).hasSize(1);
    assertThat(plot.gaps().get(0).height()).isEqualTo("" + (PlotScale.BOTTOM - PlotScale.TOP));
    assertThat(Double.parseDouble(plot.gaps().get(0).x()))
        .isEqualTo(PlotScale.LEFT + (PlotScale.RIGHT - PlotScale.LEFT) / 2.0);
  }

  @Test
  void itIsToldInWordsToo() {
    assertThat(Plot.stacked("p", "Title", List.of(ONE, OTHER), MONTHS).inWords())
        .isEqualTo(
            "2026-01: one 30, other 10. 2026-02: one 0, other 0. 2026-03: no run."
                + " 2026-04: one 20, other 20.");
    Plot.Series unknown = new Plot.Series("days", "c", it -> Optional.empty());
    assertThat(Plot.lines("p", "Title", List.of(unknown), MONTHS).inWords())
        .startsWith("2026-01: days not known.");
  }

  @Test
  void whatIsNowhereSeenIsNotInTheLegend() {
    Plot.Series never = new Plot.Series("never", "c", it -> Optional.of(0.0));
    assertThat(Plot.stacked("p", "Title", List.of(ONE, never), MONTHS).legend())
        .containsExactly(ONE);
  }
}
