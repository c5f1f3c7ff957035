package care.conflict.acceptance.stage;

import care.conflict.acceptance.data.Canonical;
import care.conflict.acceptance.data.ReplicaForm;
import care.conflict.acceptance.data.World;
import care.conflict.acceptance.visits.VisitReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts and rounds a world's warehouse until every form of the replica holds the same of it. */
public final class FormFitter {

  private static final Pattern LENGTH = Pattern.compile("varchar\\((\\d+)\\).*");
  private static final Pattern SCALE = Pattern.compile("numeric\\(\\d+(?:,(\\d+))?\\).*");
  private static final BigDecimal PARTS_OF_A_DEGREE = new BigDecimal(256);

  /** The types of a column in all forms, by table and column. */
  private final Map<String, List<String>> types = new HashMap<>();

  private final Map<String, List<String>> keys = new HashMap<>();

  private FormFitter() {
    for (ReplicaForm form : ReplicaForm.known()) {
      form.tables()
          .forEach(
              (table, columns) ->
                  columns.forEach(
                      c ->
                          types
                              .computeIfAbsent(table + "/" + c.name(), n -> new ArrayList<>())
                              .add(c.type())));
      form.tables()
          .forEach(
              (table, columns) ->
                  keys.put(
                      table,
                      columns.stream()
                          .filter(ReplicaForm.Column::ofKey)
                          .map(ReplicaForm.Column::name)
                          .toList()));
    }
  }

  public static void fit(World world) {
    FormFitter fitter = new FormFitter();
    world.warehouse().put(World.FACT, new ArrayList<>(VisitReader.newestCopies(world)));
    world.warehouse().forEach(fitter::fitTable);
  }

  /** Rows that have no key then, or one that is there already, are left out. */
  private void fitTable(String table, List<Map<String, String>> rows) {
    String name = table.toLowerCase(Locale.ROOT);
    Set<List<String>> seen = new HashSet<>();
    rows.forEach(row -> fitRow(name, row));
    rows.removeIf(
        row -> {
          List<String> key = new ArrayList<>();
          keys.get(name).forEach(c -> key.add(sameForAll(row.get(c))));
          return key.contains(null) || !seen.add(key);
        });
  }

  private static String sameForAll(String id) {
    String uuid = Canonical.uuid(id);
    return uuid == null ? id : uuid;
  }

  private void fitRow(String table, Map<String, String> row) {
    row.replaceAll(
        (column, value) -> {
          String fitted = value;
          for (String type : types.getOrDefault(table + "/" + column, List.of())) {
            fitted = fitted == null ? null : fitted(column, type, fitted);
          }
          return fitted;
        });
    row.values().removeIf(Objects::isNull);
  }

  private static String fitted(String column, String type, String value) {
    Matcher length = LENGTH.matcher(type);
    Matcher scale = SCALE.matcher(type);
    if (length.matches()) {
      return Canonical.of("varchar(" + length.group(1) + ")", value);
    }
    if (type.startsWith("uuid")) {
      return Canonical.uuid(value) == null ? null : value;
    }
    if (column.endsWith(" Id")) {
      return Canonical.whole(value);
    }
    if (column.endsWith("itude")) {
      return exactDegrees(value);
    }
    if (scale.matches()) {
      int decimals = scale.group(1) == null ? 0 : Integer.parseInt(scale.group(1));
      BigDecimal number = new BigDecimal(value);
      return number.scale() <= decimals
          ? value
          : number.setScale(decimals, RoundingMode.HALF_UP).toPlainString();
    }
    return value;
  }

  /** Degrees that are the same as a real, a double and a number of eight decimals. */
  private static String exactDegrees(String value) {
    return value.equals("NaN")
        ? null
        : new BigDecimal(value)
            .multiply(PARTS_OF_A_DEGREE)
            .setScale(0, RoundingMode.HALF_UP)
            .divide(PARTS_OF_A_DEGREE)
            .toPlainString();
  }
}
