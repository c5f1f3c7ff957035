package care.conflict.validateconfig;

import static care.conflict.core.Command.Need.STORE;
import static care.conflict.core.Command.Need.WAREHOUSE;
import static care.conflict.core.Command.Trait.CONNECTS_TO_NOTHING;
import static care.conflict.core.Command.Trait.INTERACTIVE;
import static care.conflict.core.Command.Trait.LOOKS_AT_PROBLEMS;

import care.conflict.core.Command;
import care.conflict.core.Command.Need;
import care.conflict.core.PipelineTask;
import care.conflict.core.Run;
import care.conflict.core.TaskFailure;
import care.conflict.core.parameters.Configuration;
import care.conflict.core.parameters.Parameter;
import care.conflict.core.parameters.Parameters;
import care.conflict.runtime.TaskRunner;
import java.util.List;
import java.util.Set;

/** Shows the configuration in force, or everything that is wrong with it. */
final class ValidateConfig implements PipelineTask {
  private static final Parameter<Boolean> WITHOUT_WAREHOUSE =
      Parameter.flag(
          Parameter.Group.WAREHOUSE,
          "without_warehouse",
          false,
          "For a deployment without Snowflake: its parameters need not be set.");
  private static final Parameter<Boolean> JSON =
      Parameter.flag(Parameter.Group.RUN, "json", false, "Print one JSON object.");

  public static void main(String[] args) {
    TaskRunner.main(new ValidateConfig(), args);
  }

  @Override
  public Command head() {
    return Command.named("validate_config")
        .does(
            "Shows the configuration in force and where each value came from, or everything that is wrong; connects to nothing.")
        .with(WITHOUT_WAREHOUSE, JSON)
        .with(Parameters.ALL)
        .reads(STORE, WAREHOUSE)
        .marked(INTERACTIVE, CONNECTS_TO_NOTHING, LOOKS_AT_PROBLEMS);
  }

  @Override
  public Set<Need> needs(Configuration configuration) {
    return withoutWarehouse(configuration) ? Set.of(STORE) : Set.of(STORE, WAREHOUSE);
  }

  @Override
  public List<String> problems(Configuration configuration) {
    return Credentials.problems(configuration, !withoutWarehouse(configuration));
  }

  private static boolean withoutWarehouse(Configuration configuration) {
    return configuration.find(WITHOUT_WAREHOUSE).orElse(false);
  }

  @Override
  public void run(Run run) {
    List<String> warnings =
        Credentials.warnings(run.configuration(), !withoutWarehouse(run.configuration()));
    warnings.forEach(run::warn);
    Answer answer = Answer.of(run, warnings);
    run.detail("configuration", answer.values());
    run.answer(run.configuration().find(JSON).orElse(false) ? answer.json() : answer.text());
    if (!run.problems().isEmpty()) {
      throw TaskFailure.misused(
          String.join("; ", run.problems()), "Correct the configuration; a retry is useless.");
    }
  }
}
