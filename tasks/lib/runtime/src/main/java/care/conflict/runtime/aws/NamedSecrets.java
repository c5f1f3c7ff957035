package care.conflict.runtime.aws;

import static care.conflict.core.parameters.Parameters.POSTGRES_DATABASE;
import static care.conflict.core.parameters.Parameters.POSTGRES_HOST;
import static care.conflict.core.parameters.Parameters.POSTGRES_PASSWORD;
import static care.conflict.core.parameters.Parameters.POSTGRES_SECRET;
import static care.conflict.core.parameters.Parameters.POSTGRES_USER;
import static care.conflict.core.parameters.Parameters.SNOWFLAKE_ACCOUNT;
import static care.conflict.core.parameters.Parameters.SNOWFLAKE_PRIVATE_KEY;
import static care.conflict.core.parameters.Parameters.SNOWFLAKE_SECRET;
import static care.conflict.core.parameters.Parameters.SNOWFLAKE_USER;
import static care.conflict.core.parameters.Parameters.SNOWFLAKE_WAREHOUSE;

import care.conflict.core.Command.Need;
import care.conflict.core.Command.Trait;
import care.conflict.core.ExitCode;
import care.conflict.core.PipelineTask;
import care.conflict.core.TaskFailure;
import care.conflict.core.parameters.Configuration;
import care.conflict.core.parameters.Parameter;
import care.conflict.core.parameters.Parameters;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The secrets that are given by name. One is fetched if the task connects to its database and not
 * all of its usual keys are given otherwise; what is given otherwise counts before it.
 *
 * @param name the parameter that names it
 * @param need who connects with it
 * @param usual the parameters whose keys are always in it
 */
public record NamedSecrets(Parameter<String> name, Need need, List<Parameter<?>> usual) {
  /** Keys as the secrets of RDS have them, where ours are not there. */
  private static final Map<Parameter<?>, String> OF_RDS =
      Map.of(POSTGRES_USER, "username", POSTGRES_DATABASE, "dbname");

  private static final List<NamedSecrets> ALL =
      List.of(
          new NamedSecrets(
              POSTGRES_SECRET,
              Need.STORE,
              List.of(POSTGRES_HOST, POSTGRES_USER, POSTGRES_PASSWORD)),
          new NamedSecrets(
              SNOWFLAKE_SECRET,
              Need.WAREHOUSE,
              List.of(
                  SNOWFLAKE_ACCOUNT, SNOWFLAKE_USER, SNOWFLAKE_WAREHOUSE, SNOWFLAKE_PRIVATE_KEY)));

  /**
   * The configuration with what the secrets hold. Where there are problems already, and for a task
   * that connects to nothing, they are taken at their word. What can pass on a retry is thrown.
   */
  public static Configuration fetched(
      PipelineTask task, Configuration configuration, List<String> problems) {
    Set<Need> needs = task.needs(configuration);
    boolean fetches = !task.head().is(Trait.CONNECTS_TO_NOTHING) && problems.isEmpty();
    Configuration all = configuration;
    for (NamedSecrets secret : ALL) {
      if (needs.contains(secret.need) && secret.isMissed(configuration)) {
        all = fetches ? secret.fetch(all, problems) : secret.promise(all);
      }
    }
    return all;
  }

  /** What they hold now, where one of them was fetched before. */
  public static Optional<Configuration> anew(PipelineTask task, Configuration given) {
    List<String> problems = new ArrayList<>();
    Configuration all = fetched(task, given, problems);
    return all == given || !problems.isEmpty() ? Optional.empty() : Optional.of(all);
  }

  /** The same, not fetched. */
  public static Configuration promised(PipelineTask task, Configuration configuration) {
    Configuration all = configuration;
    for (NamedSecrets secret : ALL) {
      if (task.needs(configuration).contains(secret.need) && secret.isMissed(configuration)) {
        all = secret.promise(all);
      }
    }
    return all;
  }

  private boolean isMissed(Configuration configuration) {
    return configuration.find(name).isPresent() && !usual.stream().allMatch(configuration::isGiven);
  }

  private Configuration promise(Configuration configuration) {
    return configuration.promised(configuration.get(name), usual);
  }

  private Configuration fetch(Configuration configuration, List<String> problems) {
    String secret = configuration.get(name);
    try {
      JsonNode values = SecretValue.fetch(configuration, secret);
      return configuration.with(secret, texts(values), problems);
    } catch (TaskFailure e) {
      if (e.exitCode() != ExitCode.MISUSED) {
        throw e;
      }
      problems.add("%s: %s. %s".formatted(name.env(), e.getMessage(), e.advice()));
      return promise(configuration);
    }
  }

  /** The key {@code user} is postgres_user; keys that are no parameter are of no interest. */
  private Map<Parameter<?>, String> texts(JsonNode values) {
    String prefix = name.name().replace("secret", "");
    Map<Parameter<?>, String> texts = new LinkedHashMap<>();
    for (Parameter<?> parameter : Parameters.ALL) {
      if (parameter.name().startsWith(prefix) && !parameter.equals(name)) {
        String key = parameter.name().substring(prefix.length());
        JsonNode value = values.path(values.has(key) ? key : OF_RDS.getOrDefault(parameter, key));
        if (value.isValueNode() && !value.isNull() && !value.asText().isEmpty()) {
          texts.put(parameter, value.asText());
        }
      }
    }
    return texts;
  }
}
