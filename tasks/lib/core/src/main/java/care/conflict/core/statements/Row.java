package care.conflict.core.statements;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of a small result: its values by the names of their columns. */
public final class Row {
  private final String file;
  private final Map<String, ?> values;

  /**
   * A row as a driver gives it.
   *
   * @param file the statement's, for error messages
   * @param values by column, in the order of the result; NULL is null
   */
  public Row(String file, Map<String, ?> values) {
    this.file = file;
    this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  public boolean isNull(String column) {
    return value(column) == null;
  }

  /** As text, of whatever type it is; an error where it is NULL. */
  public String text(String column) {
    return needed(column, value(column)).toString();
  }

  /** As text, of whatever type it is; empty where it is NULL. */
  public Optional<String> findText(String column) {
    return Optional.ofNullable(value(column)).map(Object::toString);
  }

  /** A whole number; 0 where it is NULL. */
  public long number(String column) {
    Number number = value(column, Number.class);
    return number == null ? 0 : number.longValue();
  }

  /** A number with a fraction; 0 where it is NULL. */
  public double decimal(String column) {
    Number number = value(column, Number.class);
    return number == null ? 0 : number.doubleValue();
  }

  /** Whether it says yes; NULL does not. */
  public boolean flag(String column) {
    return Boolean.TRUE.equals(value(column, Boolean.class));
  }

  /** Whether it says no; NULL does not. */
  public boolean denies(String column) {
    return Boolean.FALSE.equals(value(column, Boolean.class));
  }

  /** A point in time; an error where it is NULL. */
  public Instant instant(String column) {
    return needed(column, value(column, Timestamp.class)).toInstant();
  }

  /** A point in time; empty where it is NULL. */
  public Optional<Instant> findInstant(String column) {
    return Optional.ofNullable(value(column, Timestamp.class)).map(Timestamp::toInstant);
  }

  /** A day; an error where it is NULL. */
  public LocalDate day(String column) {
    return needed(column, value(column, Date.class)).toLocalDate();
  }

  /** An id; an error where it is NULL. */
  public UUID uuid(String column) {
    return needed(column, value(column, UUID.class));
  }

  /** Every column as a whole number, in the order of the result; NULL counts as 0. */
  public Map<String, Long> numbers() {
    Map<String, Long> numbers = new LinkedHashMap<>();
    values.keySet().forEach(column -> numbers.put(column, number(column)));
    return numbers;
  }

  /** Every column that is not NULL as text, in the order of the result. */
  public Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    values.keySet().forEach(column -> findText(column).ifPresent(text -> texts.put(column, text)));
    return texts;
  }

  private <T> T needed(String column, @Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("%s: column %s is NULL".formatted(file, column));
    }
    return value;
  }

  private <T> @Nullable T value(String column, Class<T> type) {
    Object value = value(column);
    if (value != null && !type.isInstance(value)) {
      throw new IllegalArgumentException(
          "%s: column %s is no %s but a %s"
              .formatted(file, column, type.getSimpleName(), value.getClass().getSimpleName()));
    }
    return type.cast(value);
  }

  private @Nullable Object value(String column) {
    if (!values.containsKey(column)) {
      throw new IllegalArgumentException(file + ": no column " + column);
    }
    return values.get(column);
  }
}
