package care.conflict.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class ReportTest {
  private static final String HOSTILE =
      "<script>alert(1)</script> \"quoted\" & 'single' <img src=x onerror=alert(2)>";

  @Test
  void saysInASentenceWhatTheRunDid() {
    assertThat(Report.html(Samples.good()))
        .contains("The run is done")
        .contains(
            "It took 15 min 3 s. Detection found 154,021 conflicting pairs: "
                + "102,340 inserted, 6,134 updated, 9,294 resolved, 12 repaired.");
  }

  @Test
  void rowsThatWereOnlyRepairedWereWritten() {
    Map<String, Object> document = Samples.detection();
    document.put("counts", Map.of("pairs_read", 7, "repaired", 2, "unchanged", 5));
    assertThat(Report.html(Samples.with(TaskResult.of(document))))
        .contains(
            "Detection found 7 conflicting pairs: 0 inserted, 0 updated, 0 resolved, 2 repaired.")
        .doesNotContain("nothing had to be written");
  }

  @Test
  void namesTaskStepAndAdviceOfAFailure() {
    assertThat(Report.html(Samples.failed()))
        .contains("The run failed")
        .contains("task02_00_conflict_update failed in step stream_pairs.")
        .contains("Connection reset (08006)")
        .contains("Run the task again: nothing was written")
        .contains("Detection came to the end of no step that writes.")
        .contains("not run");
  }

  @Test
  void reportsARunWithoutAnyDocument() {
    assertThat(Report.html(Samples.empty()))
        .contains("Nothing ran")
        .contains("No task of this run left a result.")
        .doesNotContain("<figure>");
    assertThat(Report.text(Samples.empty())).contains("Nothing ran").contains("not run");
  }

  @Test
  void aRunWithoutDetectionIsNotCalledDone() {
    RunSummary summary = Samples.with(TaskResult.of(Samples.preflight()));
    assertThat(Report.html(summary))
        .contains("The run ended without detection")
        .doesNotContain("The run is done");
  }

  @Test
  void aFailedStepOfATaskThatGoesOnIsSaidOnTop() {
    Map<String, Object> postflight = Samples.document("task99_postflight", "success", 9);
    postflight.put("steps", List.of(Samples.step("refresh_view", "failed", 1)));
    assertThat(Report.html(Samples.with(TaskResult.of(postflight))))
        .contains("The run is done, but not all of its steps")
        .contains("Failed: task99_postflight, step refresh_view.");
  }

  @Test
  void whatIsSaidOfSeveralColumnsOfATaskIsOneWarningThatNamesThemAll() {
    Map<String, Object> detection = Samples.document("task02_00_conflict_update", "success", 9);
    String cut = " text(s) longer than the column were cut";
    detection.put(
        "warnings",
        List.of(
            "Contract: 1,012" + cut,
            "a warning of its own",
            "PayerState: 2" + cut,
            "Office: 3 lost"));
    Map<String, Object> inservice = Samples.document("task02_01_inservice_conflict", "success", 9);
    inservice.put("warnings", List.of("Contract: 4" + cut));
    Page page = Page.of(Samples.with(TaskResult.of(detection), TaskResult.of(inservice)));
    assertThat(page.warnings().stream().map(Page.Note::text))
        .containsExactly(
            "text(s) longer than the column were cut: Contract 1,012, PayerState 2",
            "a warning of its own",
            "Office: 3 lost",
            "Contract: 4 text(s) longer than the column were cut");
  }

  @Test
  void escapesHostileTextWhereverItStands() {
    Map<String, Object> document = Samples.document(HOSTILE, "failed", 1);
    document.put("warnings", List.of(HOSTILE));
    document.put("parameters", Map.of(HOSTILE, HOSTILE));
    document.put("steps", List.of(Samples.step(HOSTILE, "failed", 1, HOSTILE, 1)));
    document.put("error", Map.of("message", HOSTILE, "step", HOSTILE, "advice", HOSTILE));
    document.put("details", Map.of("by_rule", Map.of(HOSTILE, Map.of("inserted", 1))));
    TaskResult task = TaskResult.of(document);
    RunSummary summary =
        new RunSummary(
            HOSTILE,
            HOSTILE,
            Samples.good().started(),
            Samples.good().ended(),
            List.of(task),
            Map.of(HOSTILE, 1L),
            Map.of(HOSTILE, 1L),
            Map.of(HOSTILE, Map.of(HOSTILE, 1L)),
            List.of(HOSTILE));
    assertThat(Report.html(summary))
        .contains("&lt;script&gt;alert(1)")
        .doesNotContain("<script")
        .doesNotContain("<img")
        .contains("aria-label=\"Statuses of &lt;script")
        .contains("&#34;quoted&#34;");
  }

  @Test
  void loadsNothingAndRunsNothing() {
    for (RunSummary summary :
        List.of(Samples.good(), Samples.failed(), Samples.empty(), Samples.chunksFailed())) {
      assertThat(Report.html(summary).toLowerCase(Locale.ROOT))
          .doesNotContain("http:")
          .doesNotContain("https:")
          .doesNotContain("<script")
          .doesNotContain("<link")
          .doesNotContain("@import")
          .doesNotContain("url(")
          .doesNotContain(" src=")
          .doesNotContainPattern(" on[a-z]+=");
    }
  }

  @Test
  void everyPlotHasItsContentInWordsAndEveryTableACaption() {
    for (RunSummary summary : List.of(Samples.good(), Samples.chunksFailed())) {
      String html = Report.html(summary);
      assertThat(occurrences(html, "<svg class=\"plot[^>]*role=\"img\" aria-label"))
          .isEqualTo(occurrences(html, "<svg class=\"plot"))
          .isPositive();
      assertThat(occurrences(html, "<caption")).isEqualTo(occurrences(html, "<table")).isPositive();
    }
    assertThat(Report.html(Samples.good()))
        .contains("Statuses of conflicts: new 23.7%, updated 10.0%");
  }

  @Test
  void namesTheRulesInWordsBesideTheirColumns() {
    assertThat(Report.html(Samples.good()))
        .containsSubsequence("Too far to travel in the time", "DistanceFlag", "804");
    assertThat(Report.text(Samples.good())).contains("Same scheduled times (SameSchTimeFlag)");
  }

  @Test
  void showsTheDifferenceOfRowsWithItsSign() {
    assertThat(Report.html(Samples.good())).contains(">+1,769<").contains(">8,912,440<");
    assertThat(Report.text(Samples.good())).contains("+102,340  conflictvisitmaps");
  }

  @Test
  void leavesOutUsersAddressesAndSecrets() {
    Map<String, Object> document = Samples.detection();
    document.put("warnings", List.of("row of 912-34-5678 and of 912345678 left out"));
    document.put("parameters", Map.of("postgres_user", "roe", "snowflake_private_key", "KEY"));
    RunSummary summary = Samples.with(TaskResult.of(document));
    for (String report :
        List.of(Report.html(summary), Report.text(summary), Report.text(Samples.good()))) {
      assertThat(report)
          .doesNotContain("912-34-5678")
          .doesNotContain("912345678")
          .doesNotContain("roe")
          .doesNotContain("KEY");
    }
  }

  @Test
  void aWarningOfTheRunAndOfItsTaskIsShownOnce() {
    Map<String, Object> document = Samples.document("task99_postflight", "success", 9);
    document.put("warnings", List.of("no such view"));
    RunSummary task = Samples.with(TaskResult.of(document));
    RunSummary both =
        new RunSummary(
            task.runId(),
            task.environment(),
            task.started(),
            task.ended(),
            task.tasks(),
            Map.of(),
            Map.of(),
            Map.of(),
            List.of("no such view"));
    assertThat(occurrences(Report.html(both), "no such view")).isEqualTo(1);
  }

  @Test
  void parametersThatDifferBetweenTasksNameTheTasks() {
    Map<String, Object> preflight = Samples.preflight();
    preflight.put("parameters", Map.of("lookback_hours", "36", "batch_size", "5000"));
    Map<String, Object> detection = Samples.detection();
    detection.put("parameters", Map.of("lookback_hours", "48", "batch_size", "5000"));
    Page page =
        Page.of(
            new RunSummary(
                "run",
                "dev",
                Samples.good().started(),
                Samples.good().ended(),
                List.of(TaskResult.of(preflight), TaskResult.of(detection)),
                Map.of(),
                Map.of(),
                Map.of(),
                List.of()));
    assertThat(page.parameters())
        .containsEntry("batch_size", "5000")
        .containsEntry("lookback_hours", "36 (task00_preflight); 48 (task02_00_conflict_update)");
  }

  @Test
  void saysByWhichRulesTheRunJudged() {
    assertThat(Report.html(Samples.good())).contains("<dt>Rules</dt><dd class=\"code\">7f3a9c21<");
    assertThat(Report.text(Samples.good()))
        .containsPattern("(?m)^ +rules +7f3a9c21$")
        .doesNotContain("same rules");
    assertThat(Report.text(Samples.empty())).doesNotContain("rules");
  }

  @Test
  void tasksThatJudgedByOtherRulesAreNamedInAWarning() {
    Map<String, Object> inservice = Samples.document("task02_01_inservice_conflict", "success", 1);
    inservice.put("details", Map.of("rule_version", "00c0ffee"));
    Map<String, Object> statuses = Samples.document("task03_status_management", "success", 1);
    statuses.put("details", Map.of("rule_version", "33333333"));
    Page page =
        Page.of(
            Samples.with(
                TaskResult.of(Samples.detection()),
                TaskResult.of(inservice),
                TaskResult.of(statuses)));
    assertThat(page.rulesSeen().versions()).isEqualTo("7f3a9c21, 00c0ffee");
    assertThat(page.warnings())
        .contains(
            new Page.Note(
                "rules",
                "not every pair was judged by the same rules: 7f3a9c21 in task02_00_conflict_update; "
                    + "00c0ffee in task02_01_inservice_conflict"));
    inservice.put("status", "skipped");
    assertThat(
            RulesSeen.by(List.of(TaskResult.of(Samples.detection()), TaskResult.of(inservice)))
                .warning())
        .isEmpty();
  }

  @Test
  void aDocumentOfAnotherFormIsReportedAsFarAsItGoes() {
    TaskResult task =
        TaskResult.of(
            Map.of("task", "odd", "status", 7, "steps", "none", "counts", List.of(), "error", 1));
    assertThat(task.status()).isEqualTo(Status.UNKNOWN);
    assertThat(Report.html(Samples.with(task))).contains("odd").contains("unknown");
  }

  @Test
  void noLineOfTheTextIsLongerThanAHundredCharacters() {
    Map<String, Object> document = Samples.detection();
    document.put("warnings", List.of("x".repeat(450), "words ".repeat(60), "a\nb\u001b[31mc"));
    document.put("parameters", Map.of("n".repeat(120), "v".repeat(120)));
    for (RunSummary summary :
        List.of(
            Samples.good(),
            Samples.failed(),
            Samples.chunksFailed(),
            Samples.with(TaskResult.of(document)))) {
      assertThat(Report.text(summary).lines()).allMatch(line -> line.length() <= 100);
      assertThat(Report.text(summary)).doesNotContain("\u001b");
    }
    assertThat(Report.text(Samples.with(TaskResult.of(document))).replaceAll("\\s", ""))
        .contains("x".repeat(450))
        .contains("v".repeat(120));
  }

  private static int occurrences(String text, String pattern) {
    return (int) Pattern.compile(pattern).matcher(text).results().count();
  }

  @Test
  void saysWhatTheSourceShowedAgainstWhatAndWhatIsOnHold() {
    assertThat(Report.html(Samples.good()))
        .containsSubsequence("Latest refresh", "2.5 h before the run", "at most 30 h")
        .containsSubsequence("154,021,990", "usual 155,000,100, at most 20 % fewer")
        .containsSubsequence("Providers", "1,204", "2 on hold")
        .containsSubsequence("2 with 612 visits, left out", "at most 100 visits")
        .containsSubsequence("Oldest visit", "2025-05-21")
        .containsSubsequence("North Home Care", "000000000001", ">49<", ">100<")
        .containsSubsequence("South Home Care", "its row is gone", ">2,200<");
    assertThat(Report.text(Samples.good()))
        .containsSubsequence("Source", "Visits in the window", "154,021,990", "usual 155,000,100")
        .containsSubsequence("Providers on hold", "49", "100", "North Home Care");
  }

  @Test
  void whatWasNotAskedOrNotJudgedIsSaidToBeSo() {
    Map<String, Object> source = Samples.source();
    source.put("refresh_age_hours", null);
    source.put("usual_visits", null);
    source.put("on_hold", List.of());
    source.put("crowded_keys", 0);
    source.put("oldest_visit_date", null);
    Map<String, Object> preflight = Samples.preflight();
    preflight.put("details", Map.of("source", source));
    assertThat(Report.text(Samples.with(TaskResult.of(preflight))))
        .containsSubsequence("Latest refresh", "not told")
        .contains("not judged: too few runs before")
        .contains("none on hold")
        .doesNotContain("Providers on hold");
  }

  @Test
  void saysWhatMoneyIsAtStakeAsTheViewHasItAndEachMinuteOnce() {
    assertThat(Report.html(Samples.good()))
        .containsSubsequence("Money at stake", "5,210,344.50", "3,100,299.10", "4.10", "3.05")
        .containsSubsequence("1,204 pairs of 1,000 visits", "Of 17 visits no rate is known")
        .containsSubsequence("Same scheduled times", "1,870.00", "12.40")
        .containsSubsequence("2026-11", "301,004.20", "200,100.05")
        .containsSubsequence("a0000000-0000-4000-8000-000000000001", "99,000.00", "66,000.00")
        .containsSubsequence("b0000000-0000-4000-8000-000000000001", "77,000.00", "55,000.00");
    assertThat(Report.text(Samples.good()))
        .containsSubsequence("Money at stake", "Of 17 visits", "unresolved", "once", "final")
        .containsSubsequence("5,210,344.50", "3,100,299.10", "4.10", "1,204 pairs of 1,000 visits")
        .containsSubsequence("301,004.20", "2026-11");
  }

  @Test
  void amountsThatAreNoNumbersAreShownAsTheyAre() {
    Map<String, Object> money = Samples.money();
    money.put("all", Map.of("unresolved", "NaN", "unknown_rates", "0"));
    Map<String, Object> status = Samples.preflight();
    status.put("details", Map.of("money", money));
    assertThat(Report.text(Samples.with(TaskResult.of(status))))
        .contains("NaN", "Of every visit a rate is known.");
  }

  @Test
  void amountsOfRowsWithoutAProviderHaveAName() {
    Map<String, Object> ofNone = new LinkedHashMap<>(Map.of("unresolved", "3.25"));
    ofNone.put("key", null);
    Map<String, Object> money = Samples.money();
    money.put("by_provider", List.of(ofNone));
    Map<String, Object> status = Samples.preflight();
    status.put("details", Map.of("money", money));
    assertThat(Report.html(Samples.with(TaskResult.of(status))))
        .containsPattern("none(?s:.){0,400}3\\.25");
  }

  @Test
  void amountsOfNothingHaveTheirCentsAsOthers() {
    Map<String, Object> money = Samples.money();
    money.put(
        "all", Map.of("pairs", "0", "unresolved", "3.25", "final", "0.00", "final_once", "0"));
    Map<String, Object> status = Samples.preflight();
    status.put("details", Map.of("money", money));
    assertThat(Report.html(Samples.with(TaskResult.of(status))))
        .containsSubsequence("Final, each minute once", "<dd>0.00</dd>", "0 pairs of");
  }

  @Test
  void rowsOfInServiceEventsStandUnderTheirNameAsInTheMoney() {
    TaskResult inservice =
        TaskResult.of(
            Map.of(
                "task",
                "task02_01_inservice_conflict",
                "details",
                Map.of("by_rule", Map.of("InServiceFlag", Map.of("inserted", 222)))));
    assertThat(Report.html(Samples.with(inservice)))
        .containsSubsequence("By rule", "During an in-service event", "InServiceFlag", "222");
    assertThat(Report.text(Samples.with(inservice)))
        .containsPattern("222 +.*During an in-service event \\(InServiceFlag\\)");
  }

  @Test
  void aRunThatCountedNoMoneyHasNoSuchSection() {
    assertThat(Report.html(Samples.empty())).doesNotContain("id=\"money\"");
    assertThat(Report.text(Samples.empty())).doesNotContain("Money at stake");
  }

  @Test
  void aRunWhoseSourceWasNotLookedAtHasNoSuchSection() {
    assertThat(Report.html(Samples.empty())).doesNotContain("id=\"source\"");
    assertThat(Report.text(Samples.empty())).doesNotContain("Latest refresh");
  }
}
