package care.conflict.report;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs to report about, as their result documents would tell them. */
final class Samples {
  private static final Instant STARTED = Instant.parse("2026-11-21T02:00:04Z");

  private Samples() {}

  /** All tasks went well. */
  static RunSummary good() {
    return new RunSummary(
        "scheduled__2026-11-21T02:00:00+00:00",
        "production",
        STARTED,
        STARTED.plusSeconds(903),
        List.of(
            TaskResult.of(preflight()),
            TaskResult.notRun("task01_copy_to_staging"),
            TaskResult.of(detection()),
            TaskResult.of(skipped()),
            TaskResult.of(statusManagement()),
            TaskResult.of(document("task99_postflight", "success", 95.1))),
        rows(412_008, 8_912_440),
        rows(413_777, 9_014_780),
        statusFlags(),
        List.of("pg_cron is not installed; no job was switched off"));
  }

  /** Detection failed half way, and what follows did not run. */
  static RunSummary failed() {
    Map<String, Object> detection = detection();
    detection.put("status", "failed");
    detection.put("duration_seconds", 65.3);
    detection.put("counts", Map.of("pairs_read", 50_000));
    detection.put("details", Map.of());
    detection.put("warnings", List.of());
    detection.put(
        "steps", List.of(step("reference", "success", 4.2), step("stream_pairs", "failed", 61.0)));
    detection.put(
        "error",
        entries(
            "message", "The stream from the warehouse ended early: Connection reset (08006)",
            "step", "stream_pairs",
            "advice", "Run the task again: nothing was written, and no conflict was resolved."));
    return new RunSummary(
        "manual__2026-11-21T09:14:55+00:00",
        "production",
        STARTED,
        STARTED.plusSeconds(248),
        List.of(
            TaskResult.of(preflight()),
            TaskResult.notRun("task01_copy_to_staging"),
            TaskResult.of(detection),
            TaskResult.notRun("task02_01_inservice_conflict"),
            TaskResult.notRun("task03_status_management")),
        rows(412_008, 8_912_440),
        rows(412_008, 8_912_440),
        statusFlags(),
        List.of());
  }

  /** No task left anything. */
  static RunSummary empty() {
    return new RunSummary(
        "manual__2026-11-21T09:14:55+00:00",
        "dev",
        STARTED,
        STARTED.plusSeconds(2),
        List.of(
            TaskResult.notRun("task00_preflight"), TaskResult.notRun("task02_00_conflict_update")),
        Map.of(),
        Map.of(),
        Map.of(),
        List.of());
  }

  /** Stored conflicts in chunks, all of them done. */
  static RunSummary chunked() {
    Map<String, Object> first =
        chunk(1, "success", "updated", 1_100, "unchanged", 9_000, "marked", 97);
    first.put("warnings", List.of("3 pairs were left out", "2 texts were cut"));
    Map<String, Object> second =
        chunk(2, "success", "updated", 100, "repaired", 3, "unchanged", 700);
    second.put("warnings", List.of("3 pairs were left out"));
    return inChunks(
        Status.SUCCESS,
        List.of(first, second),
        numbers(
            "chunks=2 pending=0 running=0 done=2 failed=0"
                + " rows=11000 keys=1240 updated=1200 repaired=3 unchanged=9700 marked=97"),
        List.of(seen(1, 10_000, "done", 4.2), seen(2, 1_000, "done", 0.5)),
        List.of());
  }

  /** One chunk done, one failed, one whose worker was killed. */
  static RunSummary chunksFailed() {
    Map<String, Object> failed = chunk(2, "failed", "updated", 40);
    failed.put(
        "error",
        entries("message", "lock timeout (55P03)", "step", "write", "advice", "Run it again."));
    Map<String, Object> seen = seen(2, 1_000, "failed", 0.5);
    seen.put("error", "lock timeout (55P03)");
    Map<String, Object> running = seen(3, 1_000, "running", 0);
    running.remove("seconds");
    return inChunks(
        Status.FAILED,
        List.of(chunk(1, "success", "updated", 1_100, "unchanged", 8_800, "marked", 97), failed),
        numbers(
            "chunks=3 pending=0 running=1 done=1 failed=1"
                + " rows=12000 keys=1300 updated=1100 repaired=0 unchanged=8800 marked=97"),
        List.of(seen(1, 10_000, "done", 4.2)),
        List.of(seen, running));
  }

  /** Stored conflicts in one go, then status management. */
  static RunSummary inOneGo() {
    Map<String, Object> detection = document("task_02", "success", 30);
    detection.put("counts", numbers("rows=11000 updated=1200 repaired=3 unchanged=9700 marked=97"));
    detection.put(
        "details",
        entries("by_rule", entries("DistanceFlag", rule(0, 30, 0)), "rule_version", "7f3a9c21"));
    return with(
        TaskResult.of(document("task_01", "success", 12.5)),
        TaskResult.of(detection),
        TaskResult.of(statusManagement()),
        TaskResult.of(document("summarize_task02_chunks", "success", 0.4)));
  }

  private static RunSummary inChunks(
      Status status,
      List<Map<String, Object>> chunks,
      Map<String, Object> counts,
      List<Map<String, Object>> slowest,
      List<Map<String, Object>> notDone) {
    Map<String, TaskResult> parts = new LinkedHashMap<>();
    chunks.forEach(it -> parts.put("chunk " + (parts.size() + 1), TaskResult.of(it)));
    Map<String, Object> summary = document("summarize_task02_chunks", "success", 0.4);
    summary.put("counts", counts);
    summary.put(
        "details",
        entries("seconds", 4.5, "work_seconds", 4.7, "slowest", slowest, "not_done", notDone));
    Map<String, Long> written = Document.of(counts).numbers();
    written.keySet().retainAll(List.of("updated", "repaired", "unchanged", "marked"));
    Map<String, Object> staging = document("task_01", "success", 12.5);
    staging.put("counts", entries("staged", 11_500));
    return new RunSummary(
        "scheduled__2026-11-21T02:00:00+00:00",
        "production",
        STARTED,
        STARTED.plusSeconds(48),
        List.of(
            TaskResult.of(staging),
            TaskResult.of(document("get_task02_chunks", "success", 1.2)),
            new Parts("process_task02_chunk", parts)
                .asOne(status, Duration.ofMillis(4_500), written),
            TaskResult.of(summary)),
        Map.of(),
        Map.of(),
        Map.of(),
        List.of());
  }

  /** As in name=1 other=2. */
  private static Map<String, Object> numbers(String text) {
    Map<String, Object> numbers = new LinkedHashMap<>();
    for (String number : text.split(" ", -1)) {
      String[] parts = number.split("=", 2);
      numbers.put(parts[0], Long.parseLong(parts[1]));
    }
    return numbers;
  }

  /** The result document of a chunk. */
  private static Map<String, Object> chunk(int id, String status, Object... counts) {
    Map<String, Object> document = document("process_task02_chunk", status, 4);
    document.put("counts", entries(counts));
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("chunk_id", "" + id);
    parameters.put("lookback_years", "2");
    document.put("parameters", parameters);
    document.put(
        "details",
        entries(
            "by_rule", entries("DistanceFlag", rule(0, 10L * id, 0)), "rule_version", "7f3a9c21"));
    return document;
  }

  /** A chunk in the details of the summary. */
  private static Map<String, Object> seen(int id, long rows, String state, double seconds) {
    return entries(
        "chunk", id,
        "rows", rows,
        "keys", 10,
        "first_date", "2026-11-16",
        "last_date", id == 1 ? "2026-11-16" : "2026-11-18",
        "state", state,
        "seconds", seconds);
  }

  /** A run of these tasks. */
  static RunSummary with(TaskResult... tasks) {
    return new RunSummary(
        "run",
        "dev",
        STARTED,
        STARTED.plusSeconds(60),
        List.of(tasks),
        Map.of(),
        Map.of(),
        Map.of(),
        List.of());
  }

  static Map<String, Object> preflight() {
    Map<String, Object> document = document("task00_preflight", "success", 122.4);
    document.put(
        "steps",
        List.of(
            step("tables", "success", 0.4),
            step("take_lock", "success", 0.02),
            step("switch_cron_job_off", "success", 0.1),
            step("advance_sequences", "success", 0.3),
            step("vacuum_analyze", "success", 120.9)));
    document.put("details", entries("source", source()));
    return document;
  }

  /** What the gate measured: one provider's feed is missing, another's row is gone. */
  static Map<String, Object> source() {
    return entries(
        "now",
        "2026-11-21T02:00:05Z",
        "refresh_age_hours",
        2.5,
        "visits",
        154_021_990,
        "usual_visits",
        155_000_100,
        "judged",
        true,
        "providers",
        1_204,
        "on_hold",
        List.of(
            entries(
                "provider",
                "b0000000-0000-4000-8000-000000000001",
                "name",
                "North Home Care",
                "visits",
                49,
                "usual",
                100,
                "gone",
                false),
            entries(
                "provider",
                "b0000000-0000-4000-8000-000000000002",
                "name",
                "South Home Care",
                "visits",
                0,
                "usual",
                2_200,
                "gone",
                true)),
        "crowded_keys",
        2,
        "crowded_visits",
        612,
        "oldest_visit_date",
        "2025-05-21");
  }

  static Map<String, Object> detection() {
    Map<String, Object> document = document("task02_00_conflict_update", "success", 431.8);
    document.put(
        "counts",
        entries(
            "pairs_read", 154_021,
            "inserted", 102_340,
            "updated", 6_134,
            "repaired", 12,
            "unchanged", 45_532,
            "skipped", 3,
            "resolved", 9_294));
    document.put(
        "steps",
        List.of(
            step("reference", "success", 4.2),
            step("base_visits", "success", 148),
            step("stream_pairs", "success", 140, "pairs_read", 154_021),
            step("update", "success", 31, "updated", 6_134, "repaired", 12),
            step("insert", "success", 91, "inserted", 102_340),
            step("stale_cleanup", "success", 17.6, "resolved", 9_294)));
    document.put(
        "warnings",
        List.of(
            "\"ProviderName\": 14 texts were longer than 50 characters and were cut",
            "3 pairs were left out: their ids are taken by in-service or PTO rows"));
    document.put("details", entries("by_rule", byRule(), "rule_version", "7f3a9c21"));
    return document;
  }

  private static Map<String, Object> skipped() {
    Map<String, Object> document = document("task02_01_inservice_conflict", "skipped", 0.3);
    document.put("details", Map.of("skipped", "enable_inservice is off"));
    return document;
  }

  private static Map<String, Object> statusManagement() {
    Map<String, Object> document = document("task03_status_management", "success", 251.6);
    document.put("counts", Map.of("resolved", 1_874));
    document.put(
        "steps",
        List.of(
            step("deleted_visits_cvm", "success", 71.2, "updated", 402),
            step("cascade_resolve_cf", "success", 180.4, "resolved", 1_874)));
    document.put("details", entries("money", money()));
    return document;
  }

  /** The money at stake, as status management tells it. */
  static Map<String, Object> money() {
    return entries(
        "all",
        amounts("", "5210344.50", "3100299.10"),
        "by_rule",
        List.of(
            entries(
                "key",
                "SameSchTimeFlag",
                "pairs",
                "96",
                "unresolved",
                "1870.00",
                "final",
                "12.40")),
        "by_month",
        List.of(amounts("2026-11", "301004.20", "200100.05")),
        "by_payer",
        List.of(amounts("a0000000-0000-4000-8000-000000000001", "99000.00", "66000.00")),
        "by_provider",
        List.of(amounts("b0000000-0000-4000-8000-000000000001", "77000.00", "55000.00")));
  }

  private static Map<String, Object> amounts(String key, String unresolved, String once) {
    return entries(
        "key", key,
        "pairs", "1204",
        "visits", "1000",
        "unknown_rates", "17",
        "unresolved", unresolved,
        "unresolved_once", once,
        "final", "4.10",
        "final_once", "3.05");
  }

  private static Map<String, Object> byRule() {
    return entries(
        "SameSchTimeFlag", rule(31_240, 1_204, 2_871),
        "SameVisitTimeFlag", rule(1_022, 96, 310),
        "SchAndVisitTimeSameFlag", rule(2_204, 133, 402),
        "SchOverAnotherSchTimeFlag", rule(48_312, 2_980, 3_906),
        "VisitTimeOverAnotherVisitTimeFlag", rule(14_888, 1_411, 1_392),
        "SchTimeOverVisitTimeFlag", rule(3_870, 288, 401),
        "DistanceFlag", rule(804, 22, 12));
  }

  private static Map<String, Object> rule(long inserted, long updated, long resolved) {
    return entries("inserted", inserted, "updated", updated, "resolved", resolved);
  }

  private static Map<String, Map<String, Long>> statusFlags() {
    Map<String, Map<String, Long>> flags = new LinkedHashMap<>();
    flags.put(
        "conflicts",
        Map.of("N", 98_120L, "U", 41_377L, "R", 241_004L, "D", 9_201L, "W", 22_870L, "I", 1_205L));
    flags.put(
        "conflictvisitmaps",
        Map.of("N", 2_104_312L, "U", 904_118L, "R", 5_400_900L, "D", 201_410L, "W", 404_040L));
    return flags;
  }

  private static Map<String, Long> rows(long conflicts, long maps) {
    Map<String, Long> rows = new LinkedHashMap<>();
    rows.put("conflicts", conflicts);
    rows.put("conflictvisitmaps", maps);
    rows.put("conflictlog_staging", 8_004_112L);
    rows.put("settings", 1L);
    return rows;
  }

  /** A result document with what every one has. */
  static Map<String, Object> document(String task, String status, double seconds) {
    return entries(
        "task",
        task,
        "status",
        status,
        "started_at",
        "2026-11-21T02:00:04Z",
        "duration_seconds",
        seconds,
        "parameters",
        entries(
            "lookback_hours", "36",
            "lookback_years", "2",
            "lookforward_days", "45",
            "enable_asymmetric_join", "true",
            "max_source_age_hours", "30",
            "source_drop_percent", "20",
            "max_visits_per_key", "100",
            "postgres_user", "jane.roe",
            "email_recipients", "jane.roe@example.org",
            "snowflake_database", "ANALYTICS"),
        "counts",
        Map.of(),
        "steps",
        List.of(),
        "warnings",
        List.of(),
        "details",
        Map.of(),
        "error",
        null);
  }

  static Map<String, Object> step(
      String name, String status, double seconds, Object... countsAndRows) {
    return entries(
        "name", name,
        "status", status,
        "duration_seconds", seconds,
        "counts", entries(countsAndRows));
  }

  private static Map<String, Object> entries(Object... namesAndValues) {
    Map<String, Object> entries = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      entries.put(namesAndValues[i].toString(), namesAndValues[i + 1]);
    }
    return entries;
  }
}
