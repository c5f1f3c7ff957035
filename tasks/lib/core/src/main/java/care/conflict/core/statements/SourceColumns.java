package care.conflict.core.statements;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The columns that are read of the source, by kind (sql/source/columns.csv; spec: source, "How to
 * read each kind of column"). A statement sees each table with its columns in their kind's own
 * form, whatever type they are stored in: ids as UUIDs, application ids as text, days and wall
 * clocks without a zone.
 */
public final class SourceColumns {
  /** What a column holds, and the types of PostgreSQL that it may be replicated in. */
  public enum Kind {
    /** A global id, UUID text in upper or lower case; read as NULL where it is none. */
    ID("uuid", "text", "varchar", "bpchar"),
    /** An id of one application: text that is mostly digits. */
    APPLICATION("text", "varchar", "bpchar", "numeric", "int8", "int4", "int2"),
    /** The calendar date of the wall clock. */
    DAY("date", "timestamp", "timestamptz"),
    /** A date and time as the wall clock showed it; its offset is dropped, and infinity is none. */
    WALL_CLOCK("timestamp", "timestamptz", "date"),
    /** A point in time. */
    INSTANT("timestamptz", "timestamp"),
    FLAG("bool"),
    NUMBER("numeric", "int8", "int4", "int2", "float8", "float4"),
    /** A latitude or longitude. */
    DEGREES("float8", "numeric", "int8", "int4", "int2", "float4"),
    TEXT("text", "varchar", "bpchar");

    private final String postgresTypes;

    Kind(String... postgresTypes) {
      this.postgresTypes = String.join(" ", postgresTypes);
    }

    /** The types of PostgreSQL that it is read from; the first is its own form. */
    public List<String> postgresTypes() {
      return List.of(postgresTypes.split(" ", -1));
    }

    /** Whether a column of this type is in the kind's form as it is written. */
    boolean isOwn(@Nullable String type) {
      return this != WALL_CLOCK && postgresTypes().get(0).equals(type);
    }

    String macro() {
      return "read_" + name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * A column that is read.
   *
   * @param table in upper case, as the warehouse names it
   */
  public record Column(String table, String name, Kind kind) {
    /** TABLE.Column. */
    public String path() {
      return table + "." + name;
    }
  }

  /** A table whose patients' ids one form of the replica lacks. */
  private static final Column ADDRESS_PATIENT =
      new Column("DIMPATIENTADDRESS", "Patient Id", Kind.ID);

  /** What follows a column's name where a statement asks for what is stored, whatever it is. */
  private static final String AS_WRITTEN = " as written";

  /** A table, and which of its rows alone, by the id that a list in parentheses is of. */
  private static final Pattern PLACE =
      Pattern.compile(
          "\\$\\{(source|as_written)\\(([A-Z_]+)(?:, \"([^\"]+)\" (IN \\([^()$]*\\)))?\\)}");

  /** The places in a statement that are filled here. */
  static final Set<String> PLACES = Set.of("source", "as_written");

  /** Of a source with all columns, each to be brought to its kind's form. */
  public static final SourceColumns ALL = new SourceColumns(Map.of(), Map.of());

  private final Map<String, String> types;
  private final Map<String, String> copies;

  private SourceColumns(Map<String, String> types, Map<String, String> copies) {
    this.types = types;
    this.copies = copies;
  }

  /**
   * Of a replica.
   *
   * @param types the type of each column that is there, by its path
   */
  public static SourceColumns ofReplica(Map<String, String> types) {
    return new SourceColumns(new TreeMap<>(types), Map.of());
  }

  /**
   * The same, but of this table those rows alone that a temporary table has, as they are written.
   */
  public SourceColumns from(String table, String copy) {
    Map<String, String> more = new TreeMap<>(copies);
    more.put(table, copy);
    return new SourceColumns(types, more);
  }

  /** All columns that are read, in the order of the file. */
  public static List<Column> columns() {
    return CsvResource.rows("sql/source/columns.csv").stream()
        .map(
            it ->
                new Column(
                    it.get(0),
                    it.get(1),
                    Kind.valueOf(it.get(2).toUpperCase(java.util.Locale.ROOT))))
        .toList();
  }

  /**
   * What keeps these tables from being read: a column that is missing, or of a type that its kind
   * is not read from. Each in words.
   */
  public List<String> problems(Set<String> tables) {
    List<String> problems = new ArrayList<>();
    for (Column column : columns()) {
      String type = types.get(column.path());
      if (!tables.contains(column.table()) || (type == null && column.equals(ADDRESS_PATIENT))) {
        continue;
      }
      if (type == null) {
        problems.add("%s: no column \"%s\"".formatted(column.table(), column.name()));
      } else if (!column.kind().postgresTypes().contains(type)) {
        problems.add(
            "%s: \"%s\" is of type %s; known are %s"
                .formatted(
                    column.table(),
                    column.name(),
                    type,
                    String.join(", ", column.kind().postgresTypes())));
      }
    }
    return problems;
  }

  /** Leaves the place of a table in a statement, to be filled when all of it is known. */
  static String place(String name, List<String> arguments) {
    String place = "${" + name + "(" + String.join(", ", arguments) + ")}";
    if (!PLACE.matcher(place).matches()) {
      throw new IllegalArgumentException(
          place + ": expected a table, or a table and \"Column\" IN (a list without parentheses)");
    }
    return place;
  }

  /**
   * Fills the places of tables: with the columns that the statement names anywhere, or with all of
   * them as they are written. Where only some rows are wanted, that is asked before the other
   * columns of a row are brought to their form.
   */
  String read(String statement) {
    return PLACE
        .matcher(statement)
        .replaceAll(
            place ->
                Matcher.quoteReplacement(
                    "(" + rows(place, statement::contains) + wanted(place) + ")"));
  }

  private String rows(MatchResult place, Predicate<String> names) {
    return place.group(1).equals("source")
        ? derived(place.group(2), names)
        : select(
            columns().stream()
                .filter(it -> it.table().equals(place.group(2)))
                .map(it -> '"' + it.name() + '"'),
            place.group(2));
  }

  private String wanted(MatchResult place) {
    return place.group(3) == null
        ? ""
        : " WHERE " + sought(column(place.group(2), place.group(3))) + " " + place.group(4);
  }

  private static Column column(String table, String name) {
    return columns().stream()
        .filter(it -> it.table().equals(table) && it.name().equals(name))
        .findAny()
        .orElseThrow(
            () -> new IllegalArgumentException("no column " + name + " of " + table + " is known"));
  }

  private String derived(String table, Predicate<String> names) {
    List<Column> all = columns().stream().filter(it -> it.table().equals(table)).toList();
    if (all.isEmpty()) {
      throw new IllegalArgumentException("no column of " + table + " is known");
    }
    List<Column> named = all.stream().filter(it -> names.test('"' + it.name() + '"')).toList();
    Stream<String> read =
        (named.isEmpty() ? all.subList(0, 1) : named).stream().map(this::expression);
    Stream<String> written =
        all.stream()
            .filter(it -> names.test('"' + it.name() + AS_WRITTEN + '"'))
            .map(it -> "\"%s\" AS \"%1$s%s\"".formatted(it.name(), AS_WRITTEN));
    return select(Stream.concat(read, written), table);
  }

  private String select(Stream<String> read, String table) {
    return read.collect(Collectors.joining(", ", "SELECT ", " FROM " + from(table)));
  }

  private String expression(Column column) {
    String form = form(column);
    String quoted = '"' + column.name() + '"';
    return form.equals(quoted) ? quoted : form + " AS " + quoted;
  }

  /** The form in which an id is sought among ids: it need not be told whether it is one. */
  private String sought(Column column) {
    String quoted = '"' + column.name() + '"';
    String form = form(column);
    if (column.kind() != Kind.ID) {
      throw new IllegalArgumentException(column.path() + " is no id");
    }
    return form.equals(quoted) ? quoted : "${sought_id(" + quoted + ")}";
  }

  private String form(Column column) {
    String quoted = '"' + column.name() + '"';
    return column.kind().isOwn(types.get(column.path()))
        ? quoted
        : "${%s(%s)}".formatted(column.kind().macro(), quoted);
  }

  private String from(String table) {
    boolean patientless =
        table.equals(ADDRESS_PATIENT.table())
            && !types.isEmpty()
            && !types.containsKey(ADDRESS_PATIENT.path());
    if (patientless) {
      return "${addresses_of_patients()} addresses";
    }
    String copy = copies.get(table);
    return copy == null ? "${source_table(" + table + ")}" : "${work(" + copy + ")}";
  }
}
