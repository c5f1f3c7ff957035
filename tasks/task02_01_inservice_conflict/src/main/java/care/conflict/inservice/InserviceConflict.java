package care.conflict.inservice;

import care.conflict.core.Configuration;
import care.conflict.core.Parameter;
import care.conflict.core.PipelineTask;
import care.conflict.core.Run;
import care.conflict.runtime.TaskRunner;
import java.util.List;
import java.util.Set;

/** Finds visits during in-service events. */
final class InserviceConflict implements PipelineTask {

  public static void main(String[] args) {
    TaskRunner.main(new InserviceConflict(), args);
  }

  @Override
  public String name() {
    return "task02_01_inservice_conflict";
  }

  @Override
  public String description() {
    return "Finds visits of people who were at an in-service event of another agency at that time.";
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
