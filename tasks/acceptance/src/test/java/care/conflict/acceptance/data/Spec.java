package care.conflict.acceptance.data;

import care.conflict.testing.Csv;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The columns of all tables, and what fills them, as the specification's CSV files say. */
public final class Spec {

  /**
   * A column of conflictvisitmaps: filled by detection from "first.X", "second.X", pair or rule.
   */
  public record MapColumn(String name, String type, String filledBy, String from) {

    public boolean ofDetection() {
      return filledBy.equals("detection");
    }

    public boolean ofOneSide() {
      return from.startsWith("first.") || from.startsWith("second.");
    }

    public boolean ofPair() {
      return from.equals("pair");
    }

    public boolean ofFirst() {
      return from.startsWith("first.");
    }

    public String attribute() {
      return from.substring(from.indexOf('.') + 1);
    }
  }

  /**
   * An attribute of a visit and the warehouse column behind it (table and column may be absent).
   */
  public record Attribute(String name, String table, String column) {}

  /** What only rows of in-service events have. */
  public static final List<String> EVENT_DATES =
      List.of(
          "InserviceStartDate",
          "InserviceEndDate",
          "PTOStartDate",
          "PTOEndDate",
          "ConInserviceStartDate",
          "ConInserviceEndDate",
          "ConPTOStartDate",
          "ConPTOEndDate");

  /** Written with the rest, but no difference by themselves. */
  public static final Set<String> TOUCHED_ONLY =
      Set.of("LastUpdatedBy", "LastUpdatedDate", "ConLastUpdatedBy", "ConLastUpdatedDate");

  /** Written at insert only: once a row is stored they belong to people. */
  public static final Set<String> OF_PEOPLE =
      Set.of("AgencyContact", "AgencyPhone", "ConAgencyContact", "ConAgencyPhone");

  /** All of conflictvisitmaps, in order. */
  public static final List<MapColumn> MAP_COLUMNS =
      Csv.resource("/spec/conflictvisitmaps.csv").stream()
          .map(
              r ->
                  new MapColumn(
                      r.get("column"),
                      r.get("postgres_type"),
                      r.get("filled_by"),
                      r.getOrDefault("from", "")))
          .toList();

  /** The flags of the rules, in their order. */
  public static final List<String> RULES =
      MAP_COLUMNS.stream().filter(c -> c.from().equals("rule")).map(MapColumn::name).toList();

  /** What detection fills. */
  public static final List<MapColumn> DETECTION_COLUMNS =
      MAP_COLUMNS.stream().filter(MapColumn::ofDetection).toList();

  /** What in-service detection fills: the same, and what makes a row one of an event. */
  public static final List<MapColumn> INSERVICE_COLUMNS =
      MAP_COLUMNS.stream()
          .filter(
              c ->
                  c.ofDetection()
                      || c.filledBy().equals("in-service detection")
                      || c.name().equals("InServiceFlag"))
          .toList();

  /** What is known of a visit. */
  public static final List<Attribute> ATTRIBUTES =
      Csv.resource("/spec/visit-attributes.csv").stream()
          .map(r -> new Attribute(r.get("attribute"), r.get("table"), r.get("column")))
          .toList();

  private Spec() {}

  /** The names that a warning may call a column by: its own, the attribute's, the source's. */
  public static List<String> namesOf(String mapColumn) {
    MapColumn column =
        MAP_COLUMNS.stream().filter(c -> c.name().equals(mapColumn)).findFirst().orElseThrow();
    String source =
        ATTRIBUTES.stream()
            .filter(a -> a.name().equals(column.attribute()) && a.column() != null)
            .map(Attribute::column)
            .findFirst()
            .orElse(mapColumn);
    return List.of(mapColumn, column.attribute(), source);
  }

  /** The names of a warehouse table's columns, in order. */
  public static List<String> warehouseTable(String table) {
    return Csv.resource("/spec/warehouse.csv").stream()
        .filter(r -> r.get("table").equals(table))
        .map(r -> r.get("column"))
        .toList();
  }

  /** Column names and types of an operational table, in order. */
  public static Map<String, String> storeTable(String table) {
    Map<String, String> columns = new LinkedHashMap<>();
    if (table.equals("conflictvisitmaps")) {
      MAP_COLUMNS.forEach(c -> columns.put(c.name(), c.type()));
      return columns;
    }
    Csv.resource("/spec/other-tables.csv").stream()
        .filter(r -> r.get("table").equals(table))
        .forEach(r -> columns.put(r.get("column"), r.get("postgres_type")));
    return columns;
  }

  /** Columns and types of conflictlog_staging, in order. */
  public static Map<String, String> stagingColumns() {
    Map<String, String> columns = new LinkedHashMap<>();
    Csv.resource("/spec/conflictvisitmaps.csv").stream()
        .filter(column -> column.get("in_staging").equals("yes"))
        .forEach(column -> columns.put(column.get("column"), column.get("postgres_type")));
    columns.put("ConStatusFlag", "varchar(5)");
    columns.put("ConFlagForReview", "varchar(5)");
    columns.put("ConFlagForReviewDate", "timestamp");
    return columns;
  }
}
