package care.conflict.store.tables;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The tables of the schema, by what the tasks do with them. */
final class TableNames {
  static final List<String> PRUNED =
      List.of(
          "pipeline_chunks",
          "pipeline_chunk_keys",
          "pipeline_shard_tables",
          "pipeline_shard_plans",
          "pipeline_shards",
          "pipeline_shard_stale",
          "pipeline_sources",
          "pipeline_source_providers",
          "pipeline_money",
          "pipeline_trend_days",
          "pipeline_trend_months",
          "pipeline_trends");
  static final List<String> OURS =
      Stream.concat(
              Stream.of(
                  "pipeline_lock",
                  "pipeline_runs",
                  "pipeline_steps",
                  "pipeline_money_seen",
                  "pipeline_groups_seen"),
              PRUNED.stream())
          .toList();
  static final String HISTORY = "pipeline_history"; // is read and added to, no more
  static final String LOCK_STATE = "pipeline_lock_state"; // a view: what the lock says
  static final String REPLACED = "conflictlog_staging";
  static final List<String> INSERTED =
      List.of(
          "conflicts",
          "conflictvisitmaps",
          REPLACED,
          "payer_provider_reminders",
          "pipeline_runs",
          "pipeline_money_seen",
          "pipeline_groups_seen",
          HISTORY);
  static final String SETTINGS = "settings"; // two columns of it are written
  static final List<String> UPDATED =
      List.of("conflicts", "conflictvisitmaps", "payer_provider_reminders", SETTINGS);

  static final List<String> OF_THE_APPLICATION =
      List.of(
          "conflicts",
          "conflictvisitmaps",
          REPLACED,
          SETTINGS,
          "mph",
          "excluded_agency",
          "excluded_ssn",
          "payer_provider_reminders");

  /** Every table of the schema that a task reads or writes, by its usual name. */
  static final List<String> ALL =
      Stream.of(OURS.stream(), Stream.of(HISTORY), OF_THE_APPLICATION.stream())
          .flatMap(Function.identity())
          .toList();

  private TableNames() {}
}
