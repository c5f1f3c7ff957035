package care.conflict.acceptance.cases;

import static care.conflict.acceptance.data.Rows.row;

import care.conflict.acceptance.data.World;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;

/** A world of the table of cases: each case is a person of its own with two visits. */
public final class CaseWorld {

  static final LocalDateTime NOW = LocalDateTime.parse("2026-03-11T12:00:00");

  private final World world = World.empty(NOW);

  private CaseWorld() {}

  /** The cases of one variant, a person each. */
  public static World of(String variant, List<RuleCase> cases) {
    CaseWorld made = new CaseWorld();
    made.settings(variant);
    for (RuleCase ruleCase : cases) {
      made.person(ruleCase);
      made.visit(ruleCase, true);
      made.visit(ruleCase, false);
    }
    return made.world;
  }

  private void settings(String variant) {
    String extra = variant.equals("stretched") ? "1.2" : "1";
    world
        .storeRows("settings")
        .add(row("ExtraDistancePer", extra, "InProgressFlag", "0", "ID", "1"));
    if (!variant.equals("no_mph")) {
      for (String[] range :
          List.of(
              new String[] {"1", "5", "15"},
              new String[] {"6", "10", "25"},
              new String[] {"11", "20", "30"},
              new String[] {"21", "30", "0"},
              new String[] {"31", "60", "50"})) {
        world
            .storeRows("mph")
            .add(row("From", range[0], "To", range[1], "AverageMilesPerHour", range[2]));
      }
    }
  }

  private static String id(String kind, RuleCase ruleCase, boolean first) {
    return "%s-0000-4000-9000-%012d".formatted(kind, ruleCase.number() * 2 + (first ? 1 : 2));
  }

  private void person(RuleCase ruleCase) {
    for (boolean first : new boolean[] {true, false}) {
      world
          .warehouseRows("DIMCAREGIVER")
          .add(
              row(
                  "Caregiver Id", id("aaaaaaaa", ruleCase, first),
                  "SSN", Integer.toString(900_000_000 + ruleCase.number())));
      world
          .warehouseRows("DIMPROVIDER")
          .add(
              row(
                  "Provider Id", id("bbbbbbbb", ruleCase, first),
                  "Provider Name", "Provider",
                  "Is Active", "true",
                  "Is Demo", "false",
                  "Address State", ruleCase.side(first, "provider_state")));
      address(ruleCase, first, "cccccccc", "p_state");
      address(ruleCase, first, "dddddddd", "pa_state");
    }
  }

  private void address(RuleCase ruleCase, boolean first, String kind, String state) {
    boolean home = state.equals("p_state");
    Map<String, String> row =
        row(
            "Patient Id",
            id(kind, ruleCase, first),
            "Patient Address Id",
            id(kind, ruleCase, first),
            "Application Patient Address Id",
            "1",
            "Address Type",
            "GPS",
            "Primary Address",
            "true",
            "Address State",
            ruleCase.side(first, state),
            "Latitude",
            home ? ruleCase.side(first, "latitude") : null,
            "Longitude",
            home ? ruleCase.side(first, "longitude") : null);
    world.warehouseRows("DIMPATIENTADDRESS").add(row);
  }

  private void visit(RuleCase ruleCase, boolean first) {
    world
        .warehouseRows(World.FACT)
        .add(
            row(
                "Visit Id", ruleCase.visitId(first),
                "Visit Date", "2026-03-10 00:00:00-05",
                "Caregiver Id", id("aaaaaaaa", ruleCase, first),
                "Provider Id", id("bbbbbbbb", ruleCase, first),
                "Provider Patient Id", id("cccccccc", ruleCase, first),
                "Payer Patient Id", id("dddddddd", ruleCase, first),
                "Scheduled Start Time", zoned(ruleCase.side(first, "sch_start")),
                "Scheduled End Time", zoned(ruleCase.side(first, "sch_end")),
                "Visit Start Time", zoned(ruleCase.side(first, "visit_start")),
                "Visit End Time", zoned(ruleCase.side(first, "visit_end")),
                "Call Out GPS Coordinates", ruleCase.side(first, "call_out"),
                "Call In GPS Coordinates", ruleCase.side(first, "call_in"),
                "Visit Updated Timestamp", "2026-03-11 00:00:00+00"));
  }

  private static String zoned(String time) {
    return time == null ? null : (time.length() == 16 ? time + ":00" : time) + "+00";
  }
}
