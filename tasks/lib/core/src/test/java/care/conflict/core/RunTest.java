package care.conflict.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import care.conflict.core.parameters.Configuration;
import care.conflict.core.parameters.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RunTest {
  private final Run run =
      new Run(
          "task",
          "run*/1",
          Configuration.resolve(Parameters.ALL, Map.of(), Map.of(), Map.of(), new ArrayList<>()),
          (level, event, pairs) -> {});

  @Test
  void aStepThatFailsIsNotedAndStaysTheCurrentOne() {
    assertThatThrownBy(
            () ->
                run.step(
                    "broken",
                    () -> {
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");
    assertThat(run.currentStep()).isEqualTo("broken");
    assertThat(run.steps()).extracting(Run.StepResult::status).containsExactly("failed");
  }

  @Test
  void countsOfStepsAddUp() throws Exception {
    run.step("one", () -> Counts.of("inserted", 2));
    run.step("two", () -> Counts.of("inserted", 3).and("updated", 1));
    assertThat(run.counts().asMap()).isEqualTo(Map.of("inserted", 5L, "updated", 1L));
  }

  @Test
  void javasOwnWordsAboutADefectAreKeptAndThoseOfOthersCut() {
    assertThat(run.told(new NullPointerException("Cannot invoke \"x.y()\" because \"z\" is null")))
        .isEqualTo("NullPointerException: Cannot invoke \"x.y()\" because \"z\" is null");
    assertThat(run.told(new NumberFormatException("For input string: \"Ann Quill\"")))
        .isEqualTo("NumberFormatException: For input string: …");
  }

  @Test
  void afterAStopNoStepBeginsAndTheFirstReasonCounts() {
    List<String> cancelled = new ArrayList<>();
    run.onStop(() -> cancelled.add("statement"));
    run.stop(new TaskFailure(ExitCode.STOPPED, "first", ""));
    run.stop(new TaskFailure(ExitCode.LOCKED, "second", ""));
    assertThatThrownBy(() -> run.step("next", () -> Counts.NONE)).hasMessage("first");
    assertThat(cancelled).hasSize(2);
  }

  @Test
  void aPartOfTheWorkIsNamedWhereverTheTaskIs() {
    List<Object> logged = new ArrayList<>();
    Run part =
        new Run(
            "task",
            "r",
            run.configuration(),
            (level, event, pairs) -> logged.addAll(List.of(pairs)));
    assertThat(part.worker()).isEqualTo("task");
    assertThat(part.tag()).isEqualTo("/* task.start run=r */ ");

    part.worksOn("chunk", 17);

    assertThat(part.worker()).isEqualTo("task chunk=17");
    assertThat(part.tag()).isEqualTo("/* task.start run=r chunk=17 */ ");
    part.log().log(EventLog.Level.INFO, "done", "rows", 3);
    assertThat(logged).containsExactly("rows", 3, "chunk", 17);
  }

  @Test
  void theTagOfAStatementCannotLeaveItsComment() {
    assertThat(run.tag()).startsWith("/* ").endsWith(" */ ");
    assertThat(run.tag().substring(3, run.tag().length() - 4)).doesNotContain("*/");
  }
}
