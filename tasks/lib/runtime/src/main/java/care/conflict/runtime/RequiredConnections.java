package care.conflict.runtime;

import static care.conflict.core.parameters.Parameters.POSTGRES_HOST;
import static care.conflict.core.parameters.Parameters.POSTGRES_PASSWORD;
import static care.conflict.core.parameters.Parameters.POSTGRES_SECRET;
import static care.conflict.core.parameters.Parameters.POSTGRES_USER;
import static care.conflict.core.parameters.Parameters.SNOWFLAKE_ACCOUNT;
import static care.conflict.core.parameters.Parameters.SNOWFLAKE_PASSWORD;
import static care.conflict.core.parameters.Parameters.SNOWFLAKE_PRIVATE_KEY;
import static care.conflict.core.parameters.Parameters.SNOWFLAKE_SECRET;
import static care.conflict.core.parameters.Parameters.SNOWFLAKE_URL;
import static care.conflict.core.parameters.Parameters.SNOWFLAKE_USER;

import care.conflict.core.Command.Need;
import care.conflict.core.parameters.Configuration;
import care.conflict.core.parameters.Parameter;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What must be set to reach the databases that a task needs. */
final class RequiredConnections {
  private static final Pattern WORKLOAD_IDENTITY =
      Pattern.compile("[?&]authenticator=WORKLOAD_IDENTITY(&|$)", Pattern.CASE_INSENSITIVE);

  private RequiredConnections() {}

  static void check(Set<Need> needs, Configuration configuration, List<String> problems) {
    if (needs.contains(Need.STORE)) {
      for (Parameter<?> parameter : List.of(POSTGRES_HOST, POSTGRES_USER, POSTGRES_PASSWORD)) {
        oneOf(configuration, problems, POSTGRES_SECRET, parameter);
      }
    }
    if (needs.contains(Need.WAREHOUSE)) {
      oneOf(configuration, problems, SNOWFLAKE_SECRET, SNOWFLAKE_ACCOUNT, SNOWFLAKE_URL);
      oneOf(configuration, problems, SNOWFLAKE_SECRET, SNOWFLAKE_USER);
      if (asksForWorkloadIdentity(configuration)) {
        problems.add(
            "SNOWFLAKE_URL (%s): WORKLOAD_IDENTITY is not possible, since the driver that the commands have (snowflake-jdbc-thin) lacks the cloud's SDK that it attests with (on AWS that of STS); log in with SNOWFLAKE_PRIVATE_KEY"
                .formatted(configuration.source(SNOWFLAKE_URL).orElseThrow().words()));
      } else {
        oneOf(configuration, problems, SNOWFLAKE_SECRET, SNOWFLAKE_PRIVATE_KEY, SNOWFLAKE_PASSWORD);
      }
    }
  }

  private static boolean asksForWorkloadIdentity(Configuration configuration) {
    return configuration
        .find(SNOWFLAKE_URL)
        .filter(url -> WORKLOAD_IDENTITY.matcher(url).find())
        .isPresent();
  }

  private static void oneOf(
      Configuration configuration,
      List<String> problems,
      Parameter<String> secret,
      Parameter<?>... parameters) {
    if (Stream.of(parameters)
        .noneMatch(it -> configuration.source(it).isPresent() || configuration.isRefused(it))) {
      String names = Stream.of(parameters).map(Parameter::env).collect(Collectors.joining(" or "));
      problems.add(
          "%s (environment): not set; needed to connect".formatted(names)
              + configuration
                  .find(secret)
                  .map(it -> ", and the secret %s has it not".formatted(it))
                  .orElse(""));
    }
  }
}
