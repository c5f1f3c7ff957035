package care.conflict.validateconfig;

import care.conflict.core.Configuration;
import care.conflict.core.Parameter;
import care.conflict.core.PipelineTask;
import care.conflict.core.Run;
import care.conflict.runtime.TaskRunner;
import java.util.List;
import java.util.Set;

/** Shows the configuration in force, or everything that is wrong with it. */
final class ValidateConfig implements PipelineTask {

  public static void main(String[] args) {
    TaskRunner.main(new ValidateConfig(), args);
  }

  @Override
  public String name() {
    return "validate_config";
  }

  @Override
  public String description() {
    return "Shows the configuration in force and where each value came from, or everything that is wrong; connects to nothing.";
  }

  @Override
  public List<Parameter<?>> parameters() {
    return List.of();
  }

  @Override
  public Set<Need> needs(Configuration configuration) {
    return Set.of();
  }

  @Override
  public void run(Run run) {
    throw new UnsupportedOperationException("not built yet");
  }
}
