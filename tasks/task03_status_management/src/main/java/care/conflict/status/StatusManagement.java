package care.conflict.status;

import care.conflict.core.Configuration;
import care.conflict.core.Parameter;
import care.conflict.core.PipelineTask;
import care.conflict.core.Run;
import care.conflict.runtime.TaskRunner;
import java.util.List;
import java.util.Set;

/** Keeps statuses and computed columns true, step by step. */
final class StatusManagement implements PipelineTask {

  public static void main(String[] args) {
    TaskRunner.main(new StatusManagement(), args);
  }

  @Override
  public String name() {
    return "task03_status_management";
  }

  @Override
  public String description() {
    return "Carries statuses between conflicts and their rows, and computes what dashboards read, in fifteen steps.";
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
