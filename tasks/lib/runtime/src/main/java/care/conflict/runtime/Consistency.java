package care.conflict.runtime;

import static care.conflict.core.parameters.Parameters.EMAIL_ENABLED;
import static care.conflict.core.parameters.Parameters.EMAIL_RECIPIENTS;
import static care.conflict.core.parameters.Parameters.EMAIL_SENDER;
import static care.conflict.core.parameters.Parameters.MAX_CHUNK_SIZE;
import static care.conflict.core.parameters.Parameters.TARGET_CHUNK_SIZE;

import care.conflict.core.parameters.Configuration;
import care.conflict.core.parameters.Parameter;
import care.conflict.runtime.aws.MailAddresses;
import java.util.List;

/** What must hold between parameters, each of which is right by itself. */
final class Consistency {
  private Consistency() {}

  static void check(Configuration configuration, List<String> problems) {
    chunks(configuration, problems);
    if (configuration.find(EMAIL_ENABLED).orElse(false)) {
      addresses(configuration, EMAIL_SENDER, 1, problems);
      addresses(configuration, EMAIL_RECIPIENTS, MailAddresses.MOST, problems);
    }
  }

  private static void chunks(Configuration configuration, List<String> problems) {
    int target = configuration.find(TARGET_CHUNK_SIZE).orElse(0);
    int most = configuration.find(MAX_CHUNK_SIZE).orElse(Integer.MAX_VALUE);
    if (most < target) {
      problems.add(
          "%s: %d is less than target_chunk_size, %d (%s)"
              .formatted(
                  place(configuration, MAX_CHUNK_SIZE),
                  most,
                  target,
                  configuration.source(TARGET_CHUNK_SIZE).orElseThrow().words()));
    }
  }

  private static void addresses(
      Configuration configuration, Parameter<String> parameter, int most, List<String> problems) {
    String text = configuration.find(parameter).orElse("").strip();
    if (text.isEmpty()) {
      problems.add(parameter.env() + " (environment): not set; needed to send the report by mail");
      return;
    }
    List<String> all = MailAddresses.of(text);
    if (all.size() > most) {
      problems.add(
          "%s: %d addresses; at most %d"
              .formatted(place(configuration, parameter), all.size(), most));
    }
    for (String address : all) {
      if (!MailAddresses.isAddress(address)) {
        problems.add(
            "%s: \"%s\" is not an address (a@example.com or Some Name <a@example.com>, separated by commas)"
                .formatted(place(configuration, parameter), address));
      }
    }
  }

  /** A parameter as errors name it: by the place that its value came from. */
  private static String place(Configuration configuration, Parameter<?> parameter) {
    Configuration.Source source = configuration.source(parameter).orElseThrow();
    String name =
        switch (source) {
          case OPTION -> parameter.option();
          case ENVIRONMENT -> parameter.env();
          case FILE, SECRET, DEFAULT -> parameter.name();
        };
    return "%s (%s)".formatted(name, source.words());
  }
}
