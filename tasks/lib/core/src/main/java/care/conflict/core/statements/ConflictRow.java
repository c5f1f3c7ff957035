package care.conflict.core.statements;

import java.util.List;
import java.util.Set;

/**
 * The columns of conflictvisitmaps (sql/conflict_row/columns.csv): statements ask for those of a
 * list, each said by a template.
 */
public final class ConflictRow {
  /**
   * A column.
   *
   * @param type in PostgreSQL
   * @param of whose attribute it is: own, con or pair; empty where a detected pair does not say it
   * @param attribute its name there
   * @param lists in which statements ask for it
   */
  public record Column(String name, String type, String of, String attribute, Set<String> lists) {
    private String said(String template) {
      return template
          .replace("$name", name)
          .replace("$attribute", attribute)
          .replace("$type", type)
          .replace("$width", type.substring(type.indexOf('(') + 1).replace(")", ""))
          .replace("$of", of);
    }
  }

  private static final List<Column> COLUMNS = read();

  private ConflictRow() {}

  /** All columns, in the order of the table. */
  public static List<Column> columns() {
    return COLUMNS;
  }

  /** What the template says of each column that is in all of these lists ("one+another"). */
  static List<String> said(String lists, String template) {
    List<String> all = List.of(lists.split("\\+", -1));
    return COLUMNS.stream()
        .filter(column -> column.lists.containsAll(all))
        .map(column -> column.said(template))
        .toList();
  }

  private static List<Column> read() {
    return CsvResource.rows("sql/conflict_row/columns.csv").stream()
        .map(
            it ->
                new Column(
                    it.get(0), it.get(1), it.get(2), it.get(3), Set.of(it.get(4).split(" "))))
        .toList();
  }
}
