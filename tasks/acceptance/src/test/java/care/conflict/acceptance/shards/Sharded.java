package care.conflict.acceptance.shards;

import static care.conflict.acceptance.scenes.Operations.ended;
import static care.conflict.acceptance.scenes.Operations.succeeded;

import care.conflict.acceptance.scenes.DemoWorld;
import care.conflict.acceptance.scenes.SmallCase;
import care.conflict.acceptance.scenes.Workers;
import care.conflict.acceptance.stage.Command;
import care.conflict.acceptance.stage.Database;
import care.conflict.acceptance.stage.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;

/** A run that holds the lock and detects in shards, over a database of its own. */
final class Sharded {
  static final String VISITS = SmallCase.DETECTION;
  static final String EVENTS = SmallCase.INSERVICE;
  private static final int AT_ONCE = 2;
  private static DemoWorld world;

  final Database database;
  final String run;
  private final SmallCase stage;
  private final int shards;

  private Sharded(SmallCase stage, Database database, String run, int shards) {
    this.stage = stage;
    this.database = database;
    this.run = run;
    this.shards = shards;
  }

  /** The world of these tests; nobody writes its database. */
  static synchronized DemoWorld world() {
    if (world == null) {
      world = DemoWorld.of(7);
    }
    return world;
  }

  /** A run that takes the lock of this database. */
  static Sharded begun(Database database, String run, int shards) {
    SmallCase stage = SmallCase.over(world().ground, database);
    succeeded(stage.runLock("acquire", "--run-id=" + run));
    return new Sharded(stage, database, run, shards);
  }

  /** The same run over another database with all that is in this one. */
  Sharded copy() {
    Database copy = database.copy();
    return new Sharded(SmallCase.over(world().ground, copy), copy, run, shards);
  }

  /** Another run, which takes the lock when this one has given it back. */
  Sharded next(String other) {
    succeeded(stage.runLock("release", "--run-id=" + run));
    return begun(database, other, shards);
  }

  Command plan(String detection) {
    return stage.task(detection, run, "--shards=" + shards);
  }

  /** The detection as one that writes by itself. */
  Command whole(String detection) {
    return stage.task(detection, run);
  }

  Command shard(String detection, int shard) {
    return stage
        .command("write_shard", run, "--detection=" + detection, "--shard=" + shard)
        .result(detection.substring(0, 9) + "_write_shard_" + shard);
  }

  /** The shard fails: its rows cannot be written this time. */
  void fail(String detection, int shard) {
    database.execute(
        "ALTER TABLE conflictvisitmaps ADD CONSTRAINT unwritable CHECK (FALSE) NOT VALID");
    ended(1, shard(detection, shard).run());
    database.execute("ALTER TABLE conflictvisitmaps DROP CONSTRAINT unwritable");
  }

  Command finish(String detection, String... options) {
    return stage
        .command("finish_detection", run, options)
        .with("--detection=" + detection)
        .result(detection.substring(0, 9) + "_finish_detection");
  }

  /** The plan that was made, as whoever starts the workers reads it. */
  JsonNode planFile(String detection) {
    return read(file(detection));
  }

  /** What the task told that made it. */
  JsonNode planned(String detection) {
    return read(stage.location(run).resolve(detection + ".json"));
  }

  private static JsonNode read(Path file) {
    try {
      return Json.read(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it is. */
  Path file(String detection) {
    return stage.location(run).resolve(detection + "-shards.json");
  }

  /** Its shards. */
  List<Integer> ids(String detection) {
    List<Integer> ids = new ArrayList<>();
    planFile(detection).get("shards").forEach(it -> ids.add(it.get("shard").asInt()));
    return ids;
  }

  /** Makes the plan, and does all but its end. */
  void write(String detection, Random order) {
    succeeded(plan(detection).run());
    List<Callable<JsonNode>> work = new ArrayList<>();
    ids(detection).forEach(id -> work.add(() -> succeeded(shard(detection, id).run())));
    Collections.shuffle(work, order);
    Workers.all(AT_ONCE, work);
  }

  /** All of it, shards in any order and two at once; the result of its end. */
  JsonNode detect(String detection, Random order) {
    write(detection, order);
    return succeeded(finish(detection).run());
  }

  /** The shards, where they are, and what is stale. */
  String ledger() {
    return database.ask(
        """
        SELECT concat_ws(' / ',
            (SELECT string_agg(concat_ws(':', detection, shard, shards, rows, state), ',' ORDER BY detection, shard)
               FROM pipeline_shards),
            (SELECT string_agg(concat_ws(':', detection, id, shard), ',' ORDER BY detection, id) FROM pipeline_shard_stale))""");
  }

  String state(int shard) {
    return database.ask("SELECT state FROM pipeline_shards WHERE shard = " + shard);
  }

  /** The tables that are in the warehouse for this run. */
  int kept() {
    return tables("table_name ILIKE 'task02_0%%shards_%s_%%'".formatted(run));
  }

  /** The tables that are in the warehouse of those that this database notes. */
  int noted() {
    return tables(
        database.ask(
            "SELECT string_agg(format('table_name ILIKE %L', kept || '%'), ' OR ') FROM pipeline_shard_tables"));
  }

  private static int tables(String which) {
    return world()
        .ground
        .rows("SELECT table_name FROM ANALYTICS.information_schema.tables WHERE " + which);
  }
}
