package care.conflict.acceptance.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.cases.StatusCases;
import care.conflict.acceptance.data.Comparison;
import care.conflict.acceptance.data.Contents;
import care.conflict.acceptance.data.StatusParameters;
import care.conflict.acceptance.oracle.NaiveStatus;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The naive steps that everything else is compared with give the hand-written cases themselves. */
class NaiveStatusTest {

  static Stream<String> steps() {
    return NaiveStatus.steps().stream();
  }

  @ParameterizedTest
  @MethodSource("steps")
  void everyCaseEndsAsItIsWritten(String step) {
    StatusCases cases = StatusCases.of(step);
    StatusParameters parameters = StatusParameters.DEFAULT.only(step);
    NaiveStatus naive = NaiveStatus.of(cases.world, Contents.of(cases.world), parameters);
    assertThat(naive.run(parameters)).containsEntry(step, cases.written());
    String differences = Comparison.of(cases.expected(), naive.contents());
    assertThat(StatusCases.named(differences)).isEmpty();
  }
}
