package care.conflict.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PlotScaleTest {
  @Test
  void itsLinesStandAtRoundNumbersAndHoldTheLargestValue() {
    assertThat(PlotScale.of(18, 0)).isEqualTo(new PlotScale(18, 1, 1));
    assertThat(PlotScale.of(18, 3)).isEqualTo(new PlotScale(18, 3, 1));
    assertThat(PlotScale.of(18, 7)).isEqualTo(new PlotScale(18, 8, 2));
    assertThat(PlotScale.of(18, 19)).isEqualTo(new PlotScale(18, 20, 5));
    assertThat(PlotScale.of(18, 1_234_567)).isEqualTo(new PlotScale(18, 1_500_000, 500_000));
    Random random = new Random(1);
    for (int i = 0; i < 1000; i++) {
      double largest = Math.exp(random.nextDouble() * 25);
      PlotScale scale = PlotScale.of(18, largest);
      assertThat(scale.top()).isGreaterThanOrEqualTo(largest);
      assertThat(scale.ticks()).hasSizeBetween(2, 5);
    }
  }

  @Test
  void whatStandsBesideThemIsShort() {
    assertThat(PlotScale.of(1, 1_400_000).ticks())
        .extracting(Plot.Tick::text)
        .containsExactly("0", "500k", "1M", "1.5M");
    assertThat(PlotScale.of(1, 2_100).ticks())
        .extracting(Plot.Tick::text)
        .containsExactly("0", "1k", "2k", "3k");
  }

  @Test
  void monthsShareTheWidthAndValuesTheHeight() {
    PlotScale scale = PlotScale.of(18, 4);
    assertThat(scale.x(0)).isEqualTo(PlotScale.LEFT);
    assertThat(scale.x(18)).isEqualTo(PlotScale.RIGHT);
    assertThat(scale.y(0)).isEqualTo(PlotScale.BOTTOM);
    assertThat(scale.y(4)).isEqualTo(PlotScale.TOP);
    assertThat(scale.y(2)).isEqualTo((PlotScale.TOP + PlotScale.BOTTOM) / 2.0);
  }

  @Test
  void theLastMonthIsNamedAndEveryFourthBeforeIt() {
    List<TrendMonth> months =
        TrendsSeen.of(Document.of(SampleTrends.growing())).orElseThrow().months();
    assertThat(PlotScale.of(18, 1).labels(months))
        .extracting(Plot.Label::text)
        .containsExactly("2026-11", "2026-07", "2026-03", "2025-11", "2025-07");
  }
}
