package care.conflict.staging;

import care.conflict.core.Configuration;
import care.conflict.core.Parameter;
import care.conflict.core.PipelineTask;
import care.conflict.core.Run;
import care.conflict.runtime.TaskRunner;
import java.util.List;
import java.util.Set;

/** Adds missing payer reminders and replaces the staging picture of conflicts. */
final class CopyToStaging implements PipelineTask {

  public static void main(String[] args) {
    TaskRunner.main(new CopyToStaging(), args);
  }

  @Override
  public String name() {
    return "task01_copy_to_staging";
  }

  @Override
  public String description() {
    return "Keeps the payers' reminders up to date and takes the picture of all conflicts before detection.";
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
