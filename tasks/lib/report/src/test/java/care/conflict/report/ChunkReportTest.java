package care.conflict.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import care.conflict.core.Warning;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The report of detection in chunks. */
final class ChunkReportTest {
  @Test
  void saysInASentenceWhatTheChunksDid() {
    String done =
        "It took 48 s. 2 chunks of 11,000 stored rows: 1,200 updated, 3 repaired, 97 marked as no longer found.";
    assertThat(Report.html(Samples.chunked())).contains("The run is done", done);
    assertThat(Report.text(Samples.chunked()).replace("\n", " "))
        .startsWith("The run is done")
        .contains(done);
  }

  @Test
  void theSlowestChunksAndTheirTimesAreTold() {
    assertThat(Report.html(Samples.chunked()))
        .contains("2 chunks on 1,240 keys, each a day of a person: 2 done")
        .contains("4.5 s from the first start to the last end, 4.7 s of work")
        .contains("2,444 rows/s, 2,340 rows/s a chunk")
        .containsSubsequence(
            "The slowest chunks", "chunk 1, done", "2026-11-16<", "10,000", "4.2 s")
        .containsSubsequence("chunk 2", "2026-11-16 to 2026-11-18", "1,000", "0.5 s")
        .doesNotContain("not done");
    assertThat(Report.text(Samples.chunked()))
        .containsSubsequence("chunks", "2: 2 done", "stored rows", "11,000", "2,444 rows/s")
        .containsSubsequence("The slowest chunks", "chunk 1  10,000", "4.2 s  done");
  }

  @Test
  void theRulesOfAllChunksAreToldOnceAndOthersInAWarning() {
    assertThat(Report.text(Samples.chunked())).containsPattern("(?m)^ +rules +7f3a9c21$");
    TaskResult one = TaskResult.of(judgedBy("7f3a9c21"));
    TaskResult other = TaskResult.of(judgedBy("00c0ffee"));
    TaskResult both =
        new Parts("process_task02_chunk", Map.of("chunk 1", one, "chunk 2", other))
            .asOne(Status.SUCCESS, Duration.ZERO, Map.of());
    assertThat(RulesSeen.by(List.of(both)).warning()).isPresent();
  }

  private static Map<String, Object> judgedBy(String version) {
    Map<String, Object> chunk = Samples.document("process_task02_chunk", "success", 1);
    chunk.put("details", Map.of("rule_version", version));
    return chunk;
  }

  @Test
  void chunksThatAreNotDoneFailTheRunAndAreNamedWithWhatIsKnown() {
    assertThat(Report.html(Samples.chunksFailed()))
        .contains("The run failed")
        .contains("process_task02_chunk failed in step write.")
        .contains("What is done stays: 1 of 3 chunks, 1,100 updated, 97 marked as no longer found.")
        .containsSubsequence("What went wrong", "chunk 2: lock timeout (55P03)", "Run it again.")
        .contains("1 done, 1 failed, 1 running")
        .contains("2,222 rows/s")
        .containsSubsequence("Chunks that are not done", "chunk 2, failed: lock timeout (55P03)")
        .containsSubsequence("chunk 3, running");
    assertThat(Report.text(Samples.chunksFailed()))
        .containsSubsequence("Chunks that are not done", "chunk 2", "failed: lock timeout (55P03)")
        .containsSubsequence("chunk 3", "running", "The slowest chunks");
  }

  @Test
  void aWindowWithoutStoredConflictsIsASuccess() {
    Map<String, Object> summary = Samples.document("summarize_task02_chunks", "success", 0.2);
    summary.put("counts", Map.of("chunks", 0));
    summary.put("details", Map.of("slowest", List.of(), "not_done", List.of()));
    RunSummary run = Samples.with(TaskResult.of(summary));
    String nothing = "No stored conflict is in the window: there were no chunks.";
    assertThat(Report.html(run)).contains("The run is done", nothing);
    assertThat(Report.text(run)).contains(nothing).doesNotContain("rows/s");
  }

  @Test
  void aWarningOfSeveralChunksIsSaidOnceWithTheirNames() {
    assertThat(Page.of(Samples.chunked()).warnings())
        .extracting(Page.Note::text)
        .containsExactly("chunk 1, chunk 2: 3 pairs were left out", "chunk 1: 2 texts were cut");
  }

  /** A thousand chunks would else say so a thousand times, for each column. */
  @Test
  void whatChunksHaveCountedIsAddedUp() {
    Map<String, TaskResult> parts = new LinkedHashMap<>();
    String crowded = "{} crowded key(s) left out: more than 24 visits, {} visits in all";
    parts.put(
        "chunk 1",
        warned(
            Warning.counting("Contract: {} text(s) longer than the column were cut", 1_010),
            Warning.counting(crowded, 1, 30)));
    parts.put(
        "chunk 2",
        warned(Warning.counting("Contract: {} text(s) longer than the column were cut", 2)));
    parts.put(
        "chunk 3",
        warned(Warning.counting("PayerState: {} text(s) longer than the column were cut", 2)));
    Warning twice = Warning.of("DIMOFFICE: 1 id(s) with several rows; always the same one counts");
    parts.put("chunk 4", warned(twice, Warning.counting(crowded, 2, 70)));
    parts.put("chunk 5", warned(twice));
    assertThat(
            new Parts("process_task02_chunk", parts)
                .asOne(Status.SUCCESS, Duration.ZERO, Map.of())
                .warnings())
        .containsExactly(
            "chunk 1, chunk 2: Contract: 1,012 text(s) longer than the column were cut",
            "chunk 1, chunk 4: 3 crowded key(s) left out: more than 24 visits, 100 visits in all",
            "chunk 3: PayerState: 2 text(s) longer than the column were cut",
            "chunk 4, chunk 5: DIMOFFICE: 1 id(s) with several rows; always the same one counts");
  }

  private static TaskResult warned(Warning... warnings) {
    Map<String, Object> document = Samples.document("process_task02_chunk", "success", 1);
    document.put("warnings", Stream.of(warnings).map(Warning::told).toList());
    document.put(
        "counted_warnings",
        Stream.of(warnings).filter(it -> !it.counts().isEmpty()).map(Warning::asValue).toList());
    return TaskResult.of(document);
  }

  @Test
  void rowsByRuleAreThoseOfAllChunksThatAreDone() {
    assertThat(Page.of(Samples.chunked()).rules())
        .extracting(RuleRow::words, RuleRow::updated)
        .containsExactly(tuple("Too far to travel in the time", 30L));
    assertThat(Page.of(Samples.chunksFailed()).rules())
        .extracting(RuleRow::updated)
        .containsExactly(10L);
  }

  /** A chunk that was done and is run again says that there was nothing left to do. */
  @Test
  void whereTheChunksTellOfFewerRowsThanTheLedgerNoneAreShownByRule() {
    Map<String, TaskResult> parts =
        Map.of("chunk 1", TaskResult.of(Samples.document("process_task02_chunk", "skipped", 1)));
    TaskResult one =
        new Parts("process_task02_chunk", parts)
            .asOne(Status.SUCCESS, Duration.ZERO, Map.of("updated", 7L));
    assertThat(one.byRule()).isEmpty();
    assertThat(one.counts()).containsEntry("updated", 7L);
  }

  @Test
  void aRunInOneGoIsToldWithTheSameFiguresAndNoChunks() {
    String done =
        "Looked at 11,000 stored rows again: 1,200 updated, 3 repaired, 97 marked as no longer found.";
    assertThat(Report.html(Samples.inOneGo()))
        .contains("The run is done", done, "A marked row was not found again")
        .containsSubsequence("Stored conflicts", "Stored rows", "11,000", "Marked", "97")
        .containsSubsequence("task_02", "task03_status_management", "cascade_resolve_cf")
        .contains("Money at stake", "Too far to travel in the time")
        .doesNotContain("chunks were", "The slowest chunks");
    assertThat(Report.text(Samples.inOneGo()).replace("\n", " "))
        .startsWith("The run is done")
        .containsSubsequence("Stored conflicts", done, "Tasks", "Money at stake")
        .containsPattern(" rules +7f3a9c21 ")
        .doesNotContain("Chunks");
  }

  @Test
  void aRunInOneGoThatBrokeSaysWhatStays() {
    Map<String, Object> broken = Samples.document("task_02", "failed", 9);
    broken.put(
        "error", Map.of("message", "lock timeout (55P03)", "step", "mark", "advice", "Again."));
    broken.put("counts", Map.of("rows", 11_000, "updated", 1_200));
    assertThat(Report.html(Samples.with(TaskResult.of(broken))))
        .contains("task_02 failed in step mark. What detection had done stays: 1,200 updated.");
    broken.put("counts", Map.of("rows", 11_000));
    assertThat(Report.html(Samples.with(TaskResult.of(broken))))
        .contains("Detection came to the end of no step that writes.");
  }

  @Test
  void aRunInOneGoWithoutStoredConflictsIsASuccess() {
    Map<String, Object> none = Samples.document("task_02", "success", 1);
    none.put("counts", Map.of("rows", 0));
    assertThat(Report.text(Samples.with(TaskResult.of(none))))
        .contains("The run is done", "No stored conflict is in the window.");
  }

  @Test
  void parametersOfOneChunkAloneAreLeftOut() {
    assertThat(Page.of(Samples.chunked()).parameters())
        .containsEntry("lookback_years", "2")
        .doesNotContainKey("chunk_id");
  }
}
