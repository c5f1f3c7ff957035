package care.conflict.stages.shards;

import care.conflict.core.Run;
import care.conflict.runtime.files.Json;
import care.conflict.runtime.files.RunLocation;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The shards of a detection in the run's folder, for who starts their workers; the form is
 * docs/task02-shards.schema.json.
 */
public final class ShardsFile {
  private ShardsFile() {}

  /** Of a detection that has nothing to do: no shard has a row. */
  public static void writeEmpty(Run run, Detected detected, int shards) throws IOException {
    write(run, detected, shards, Instant.now(), List.of());
  }

  static void write(
      Run run, Detected detected, int shards, Instant madeAt, List<ShardRecord> records)
      throws IOException {
    Map<String, Object> plan = new LinkedHashMap<>();
    plan.put("run_id", run.runId());
    plan.put("detection", detected.detection());
    plan.put("made_at", madeAt.toString());
    plan.put("of", shards);
    plan.put("rows", records.stream().mapToLong(ShardRecord::rows).sum());
    plan.put("shards", records.stream().map(ShardsFile::shard).toList());
    run.detail(
        "plan", RunLocation.write(run, detected.detection() + "-shards.json", Json.of(plan)));
  }

  private static Map<String, Object> shard(ShardRecord shard) {
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("shard", shard.shard());
    said.put("rows", shard.rows());
    return said;
  }
}
