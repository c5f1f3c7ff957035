package care.conflict.acceptance.selftest;

import static care.conflict.acceptance.data.Rows.row;

import care.conflict.acceptance.data.Contents.PairId;
import care.conflict.acceptance.data.Parameters;
import care.conflict.acceptance.data.Spec;
import care.conflict.acceptance.data.World;
import care.conflict.acceptance.oracle.DetectedPair;
import care.conflict.acceptance.oracle.Expected;
import care.conflict.acceptance.oracle.NaiveDetection;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;

/**
 * A small world for the naive detection: two visits of one person at two providers, half an hour of
 * overlap, and somebody else's old one, so that the source goes back far enough.
 */
final class NaivePair {

  static final PairId BOTH = PairId.of(id("a", 1), id("a", 2));
  static final PairId BACK = PairId.of(id("a", 2), id("a", 1));

  final World world = World.empty(LocalDateTime.parse("2026-03-11T12:00:00"));
  final Map<String, String> visit1;
  final Map<String, String> visit2;

  NaivePair() {
    world.storeRows("settings").add(row("ExtraDistancePer", "1"));
    world.storeRows("mph").add(row("From", "1", "To", "1000", "AverageMilesPerHour", "25"));
    visit1 = visit(1, "900010001", "09:00", "10:00");
    visit2 = visit(2, "900010001", "09:30", "10:30");
    visit(9, "900010009", "09:00", "10:00").put("Visit Date", "2024-09-11 00:00:00-05");
  }

  static String id(String kind, int number) {
    return "%s0000000-0000-4000-8000-%012d".formatted(kind, number);
  }

  Map<String, String> visit(int number, String ssn, String start, String end) {
    world
        .warehouseRows("DIMPROVIDER")
        .add(row("Provider Id", id("b", number), "Is Active", "true", "Is Demo", "false"));
    world.warehouseRows("DIMCAREGIVER").add(row("Caregiver Id", id("c", number), "SSN", ssn));
    Map<String, String> visit =
        row(
            "Visit Id",
            id("a", number),
            "Caregiver Id",
            id("c", number),
            "Provider Id",
            id("b", number),
            "Visit Date",
            "2026-03-10 00:00:00-05",
            "Visit Start Time",
            "2026-03-10 " + start + ":00+00",
            "Visit End Time",
            "2026-03-10 " + end + ":00+00",
            "Visit Updated Timestamp",
            "2026-03-11 00:00:00+00");
    world.warehouseRows(World.FACT).add(visit);
    return visit;
  }

  Map<String, String> copy(Map<String, String> visit, String... changes) {
    Map<String, String> copy = new HashMap<>(visit);
    copy.putAll(row(changes));
    world.warehouseRows(World.FACT).add(0, copy);
    return copy;
  }

  void caregiver(int number, String ssn) {
    world.warehouseRows("DIMCAREGIVER").get(number - 1).put("SSN", ssn);
  }

  /** Both rows of the pair as an earlier run left them, on a day. */
  void store(String date) {
    for (DetectedPair pair : NaiveDetection.allPairs(world, Parameters.DEFAULT)) {
      Map<String, String> row = pair.columns(Spec.DETECTION_COLUMNS);
      row.putAll(
          row(
              "VisitDate",
              date,
              "StatusFlag",
              "U",
              "InServiceFlag",
              "N",
              "CONFLICTID",
              "7",
              "ID",
              "" + (1 + world.storeRows("conflictvisitmaps").size())));
      world.storeRows("conflictvisitmaps").add(row);
    }
  }

  Expected run() {
    return NaiveDetection.run(world, Parameters.DEFAULT);
  }

  int pairs() {
    return NaiveDetection.allPairs(world, Parameters.DEFAULT).size();
  }
}
