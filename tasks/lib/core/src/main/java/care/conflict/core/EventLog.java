package care.conflict.core;

import org.jspecify.annotations.Nullable;

/** Writes one event a line: what happened, then numbers and names. */
public interface EventLog {
  enum Level {
    DEBUG,
    INFO,
    WARN,
    ERROR
  }

  /** Logs an event with pairs of key and value. */
  void log(Level level, String event, @Nullable Object... keysAndValues);
}
