package care.conflict.explain;

import care.conflict.core.Run;
import care.conflict.core.parameters.Parameters;
import care.conflict.core.statements.Row;
import care.conflict.detection.AskedDetection;
import care.conflict.detection.Detection;
import care.conflict.detection.Reference;
import care.conflict.detection.Replica;
import care.conflict.runtime.files.Json;
import care.conflict.store.Session;
import care.conflict.store.Store;
import care.conflict.warehouse.Warehouse;
import care.conflict.warehouse.WarehouseClock;
import care.conflict.warehouse.WarehouseLogin;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Asks where the visits are, and makes an answer of what is found there. */
final class Asking {
  private Asking() {}

  static Answer theWarehouse(Run run, List<String> visits) throws SQLException {
    try (WarehouseLogin login = WarehouseLogin.begin(run);
        Store store = Store.open(run)) {
      Reference reference = reference(store);
      Warehouse warehouse = login.warehouse();
      Instant now = run.configuration().find(Parameters.NOW).orElse(null);
      Circumstances circumstances =
          Circumstances.of(run, now == null ? WarehouseClock.read(run, warehouse) : now);
      return answer(
          circumstances,
          AskedDetection.inWarehouse(
              warehouse,
              folder -> Warehouse.sql(run, folder),
              values(run, circumstances, reference)),
          visits);
    }
  }

  static Answer theReplica(Run run, List<String> visits) throws SQLException {
    try (Store store = Store.open(run)) {
      Reference reference = reference(store);
      Circumstances circumstances =
          Circumstances.of(run, run.configuration().find(Parameters.NOW).orElseGet(Instant::now));
      try (Replica replica = Replica.open(run, store)) {
        return answer(
            circumstances,
            AskedDetection.inReplica(replica, values(run, circumstances, reference)),
            visits);
      }
    }
  }

  private static Reference reference(Store store) throws SQLException {
    try (Session session = store.session()) {
      return Reference.read(session);
    }
  }

  private static Map<String, ?> values(Run run, Circumstances circumstances, Reference reference) {
    return Detection.values(run, circumstances.window(), reference, circumstances.leastDelta());
  }

  private static Answer answer(
      Circumstances circumstances, AskedDetection detection, List<String> visits)
      throws SQLException {
    detection.findKeys(Json.of(visits.stream().map(id -> Map.of("id", id)).toList()));
    List<PairId> pairs = pairs(detection, visits);
    detection.look(Json.of(pairs.stream().map(PairId::json).toList()));
    Findings findings = Findings.of(detection);
    return new Answer(
        circumstances,
        pairs.stream().map(pair -> Explained.of(pair, circumstances, findings)).toList());
  }

  /** Two visits are a pair, whatever they are of; one has partners; of more each two may be one. */
  private static List<PairId> pairs(AskedDetection detection, List<String> visits)
      throws SQLException {
    return switch (visits.size()) {
      case 1 -> sorted(detection.partners());
      case 2 -> List.of(new PairId(visits.get(0), visits.get(1)));
      default -> sorted(detection.pairsAmong());
    };
  }

  private static List<PairId> sorted(List<Row> rows) {
    return rows.stream()
        .map(PairId::of)
        .sorted(Comparator.comparing(PairId::a).thenComparing(PairId::b))
        .toList();
  }
}
