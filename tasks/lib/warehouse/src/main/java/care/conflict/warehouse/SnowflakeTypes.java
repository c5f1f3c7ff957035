package care.conflict.warehouse;

import care.conflict.core.statements.SourceColumns;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The types of Snowflake that each kind of column can be read from. */
final class SnowflakeTypes {
  /** Other words for the same, of the stand-in or of a database in between. */
  private static final Map<String, String> SYNONYMS =
      Map.ofEntries(
          Map.entry("VARCHAR", "TEXT"),
          Map.entry("STRING", "TEXT"),
          Map.entry("CHAR", "TEXT"),
          Map.entry("DECIMAL", "NUMBER"),
          Map.entry("NUMERIC", "NUMBER"),
          Map.entry("INTEGER", "NUMBER"),
          Map.entry("BIGINT", "NUMBER"),
          Map.entry("HUGEINT", "NUMBER"),
          Map.entry("DOUBLE", "FLOAT"),
          Map.entry("REAL", "FLOAT"),
          Map.entry("BOOL", "BOOLEAN"),
          Map.entry("TIMESTAMPTZ", "TIMESTAMP_TZ"),
          Map.entry("TIMESTAMP WITH TIME ZONE", "TIMESTAMP_TZ"),
          Map.entry("TIMESTAMP", "TIMESTAMP_NTZ"),
          Map.entry("TIMESTAMP WITHOUT TIME ZONE", "TIMESTAMP_NTZ"),
          Map.entry("DATETIME", "TIMESTAMP_NTZ"));

  private SnowflakeTypes() {}

  static List<String> known(SourceColumns.Kind kind) {
    return switch (kind) {
      case ID, TEXT -> List.of("TEXT");
      case APPLICATION -> List.of("TEXT", "NUMBER");
      case DAY, WALL_CLOCK, BOUND -> List.of("TIMESTAMP_TZ", "TIMESTAMP_NTZ", "DATE");
      case INSTANT -> List.of("TIMESTAMP_TZ", "TIMESTAMP_LTZ", "TIMESTAMP_NTZ");
      case FLAG -> List.of("BOOLEAN");
      case NUMBER -> List.of("NUMBER", "FLOAT");
      case DEGREES -> List.of("FLOAT", "NUMBER");
    };
  }

  /** Whether a column of this type can be read as this kind. */
  static boolean reads(SourceColumns.Kind kind, String type) {
    String plain = type.toUpperCase(Locale.ROOT).replaceAll("\\([^)]*\\)", "").strip();
    return known(kind).contains(SYNONYMS.getOrDefault(plain, plain));
  }
}
