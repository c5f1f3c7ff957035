package care.conflict.warehouse;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a column of the source is read as, and the types that this version can read so. */
enum ColumnKind {
  ID("TEXT"),
  APPLICATION("TEXT", "NUMBER"),
  DAY("TIMESTAMP_TZ", "TIMESTAMP_NTZ", "DATE"),
  WALL_CLOCK("TIMESTAMP_TZ", "TIMESTAMP_NTZ", "DATE"),
  INSTANT("TIMESTAMP_TZ", "TIMESTAMP_LTZ", "TIMESTAMP_NTZ"),
  FLAG("BOOLEAN"),
  NUMBER("NUMBER", "FLOAT"),
  DEGREES("FLOAT", "NUMBER"),
  TEXT("TEXT");

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

  private static final String OR = " or ";

  private final String known;

  ColumnKind(String... known) {
    this.known = String.join(OR, known);
  }

  /** As sql/source/columns.csv writes it. */
  static ColumnKind of(String written) {
    return valueOf(written.toUpperCase(Locale.ROOT));
  }

  boolean reads(String type) {
    String plain = type.toUpperCase(Locale.ROOT).replaceAll("\\([^)]*\\)", "").strip();
    return List.of(known.split(OR)).contains(SYNONYMS.getOrDefault(plain, plain));
  }

  /** The types known, in words. */
  String inWords() {
    return known;
  }
}
