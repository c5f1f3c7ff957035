package care.conflict.acceptance.oracle;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The groups: union-find over visits, then each component asks for the oldest that it holds. */
public final class GroupSteps {

  private static final String GROUP = "GroupID";
  private static final String DATE = "G_CRDATEUNIQUE";

  /** A group that a component holds: since when, and the lowest of its rows that says so. */
  private record Claim(String group, String date, long firstRow) {}

  /** Rows that hang together, by their ids, and the groups they hold that are not refused yet. */
  private record Component(List<Map<String, String>> rows, Deque<Claim> claims) {
    Claim wanted() {
      return claims.peekFirst();
    }
  }

  private GroupSteps() {}

  /** The rows that belong to a group, by what hangs together, each and all by their ids. */
  public static List<List<Map<String, String>>> components(Collection<Map<String, String>> maps) {
    Map<String, String> above = new HashMap<>();
    List<Map<String, String>> rows =
        maps.stream()
            .filter(row -> !StatusTables.hasStatus(row, "R", "D") && visit(row) != null)
            .sorted(Comparator.comparing(GroupSteps::id))
            .toList();
    for (Map<String, String> row : rows) {
      String top = top(above, visit(row));
      String other = row.get("ConVisitID");
      if (other != null && !top(above, other).equals(top)) {
        above.put(top(above, other), top);
      }
    }
    Map<String, List<Map<String, String>>> found = new HashMap<>();
    for (Map<String, String> row : rows) {
      found.computeIfAbsent(top(above, visit(row)), top -> new ArrayList<>()).add(row);
    }
    return found.values().stream().sorted(Comparator.comparing(c -> id(c.get(0)))).toList();
  }

  private static String top(Map<String, String> above, String visit) {
    String top = visit;
    while (above.containsKey(top)) {
      top = above.get(top);
    }
    return top;
  }

  private static String visit(Map<String, String> row) {
    return row.getOrDefault("VisitID", row.get("ConVisitID"));
  }

  private static long id(Map<String, String> row) {
    return Long.parseLong(row.get("ID"));
  }

  static void groups(StatusTables tables) {
    List<Component> components =
        components(tables.maps(row -> true)).stream().map(GroupSteps::component).toList();
    letThemAgree(components);
    long number = tables.lastGroup();
    for (Component component : components) {
      Claim kept = component.wanted();
      String group = kept == null ? Long.toString(++number) : kept.group;
      String date = kept == null ? tables.now() : kept.date;
      component.rows.forEach(row -> tables.write(row, GROUP, group, DATE, date));
    }
  }

  private static Component component(List<Map<String, String>> rows) {
    Map<String, Claim> claims = new HashMap<>();
    for (Map<String, String> row : rows) {
      if (row.get(GROUP) != null) {
        claims.merge(
            row.get(GROUP), new Claim(row.get(GROUP), row.get(DATE), id(row)), GroupSteps::both);
      }
    }
    Comparator<String> nullsLast = Comparator.nullsLast(Comparator.naturalOrder());
    List<Claim> byAge =
        claims.values().stream()
            .sorted(
                Comparator.comparing(Claim::date, nullsLast)
                    .thenComparing(claim -> Long.valueOf(claim.group)))
            .toList();
    return new Component(rows, new ArrayDeque<>(byAge));
  }

  private static Claim both(Claim first, Claim second) {
    String date =
        Stream.of(first, second)
            .map(Claim::date)
            .filter(Objects::nonNull)
            .min(Comparator.naturalOrder())
            .orElse(null);
    return new Claim(first.group, date, Math.min(first.firstRow, second.firstRow));
  }

  /** One asks after the other; who is refused, or put out by one with a lower row, asks again. */
  private static void letThemAgree(List<Component> components) {
    Map<String, Component> holders = new HashMap<>();
    Deque<Component> asking = new ArrayDeque<>(components);
    while (!asking.isEmpty()) {
      Component component = asking.pop();
      Claim claim = component.wanted();
      if (claim == null) {
        continue;
      }
      Component holder = holders.get(claim.group);
      if (holder == null) {
        holders.put(claim.group, component);
      } else {
        boolean takes = claim.firstRow < holder.wanted().firstRow;
        Component refused = takes ? holder : component;
        holders.put(claim.group, takes ? component : holder);
        refused.claims.removeFirst();
        asking.push(refused);
      }
    }
  }
}
