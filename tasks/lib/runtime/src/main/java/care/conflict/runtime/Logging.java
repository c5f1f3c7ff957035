package care.conflict.runtime;

import care.conflict.core.EventLog;
import care.conflict.core.Redaction;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.spi.LoggingEventBuilder;

/** Logging to standard output: one event a line, for people or as JSON. */
final class Logging {
  private Logging() {}

  /** Until it is known how to log, nothing is: libraries would log everything they do. */
  static void quiet() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(Level.OFF);
  }

  /** From now on events are logged, from this level, for people or as JSON. */
  static EventLog start(
      String task, String runId, String level, boolean json, Supplier<Redaction> redaction) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    // The drivers log what a server answered, data included; failures reach us as exceptions.
    context.getLogger("net.snowflake").setLevel(Level.OFF);
    context.getLogger("org.postgresql").setLevel(Level.OFF);
    context.getLogger("com.zaxxer.hikari").setLevel(Level.OFF);
    context.getLogger("org.flywaydb").setLevel(Level.WARN);
    context.getLogger("software.amazon.awssdk").setLevel(Level.WARN);
    nameThread(task, runId);
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setEncoder(json ? json(context) : human(context, task, runId));
    console.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.toLevel(level.toUpperCase(Locale.ROOT)));
    root.addAppender(console);
    EventLog events = events(LoggerFactory.getLogger(task), redaction);
    return (severity, event, keysAndValues) -> {
      nameThread(task, runId);
      events.log(severity, event, keysAndValues);
    };
  }

  /** JSON lines say what the thread is known by, and a new one is known by nothing. */
  private static void nameThread(String task, String runId) {
    MDC.put("run", runId);
    MDC.put("task", task);
  }

  private static Encoder<ILoggingEvent> json(LoggerContext context) {
    JsonEncoder encoder = new JsonEncoder();
    encoder.setContext(context);
    encoder.setWithSequenceNumber(false);
    encoder.setWithNanoseconds(false);
    encoder.setWithThreadName(false);
    encoder.setWithContext(false);
    encoder.setWithArguments(false);
    encoder.setWithMarkers(false);
    encoder.start();
    return encoder;
  }

  private static Encoder<ILoggingEvent> human(LoggerContext context, String task, String runId) {
    PatternLayout layout = new PatternLayout();
    layout.setContext(context);
    // What happened comes first: Airflow's page shows the beginning of a line.
    // %nopex: a stack trace may quote data.
    layout.setPattern(
        "%level %d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z', UTC} event=%msg %kvp{NONE}%nopex"
            + " task="
            + task
            + " run="
            + runId
            + "%n");
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(context);
    encoder.setLayout(layout);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.start();
    return encoder;
  }

  private static EventLog events(org.slf4j.Logger logger, Supplier<Redaction> redaction) {
    return (level, event, keysAndValues) -> {
      LoggingEventBuilder builder = logger.atLevel(org.slf4j.event.Level.valueOf(level.name()));
      for (int i = 0; i + 1 < keysAndValues.length; i += 2) {
        builder =
            builder.addKeyValue(
                String.valueOf(keysAndValues[i]),
                quoted(redaction.get().secretsOf(String.valueOf(keysAndValues[i + 1]))));
      }
      builder.log(event);
    };
  }

  /** One line, in quotes where it has blanks. */
  private static String quoted(String value) {
    String line = value.replace("\r", "").replace("\n", " ⏎ ");
    return line.indexOf(' ') >= 0 ? '"' + line.replace('"', '\'') + '"' : line;
  }
}
