package care.conflict.runlock;

import care.conflict.core.PipelineTask;
import care.conflict.core.Run;
import care.conflict.core.parameters.Parameter;
import care.conflict.runtime.TaskRunner;
import java.util.List;

/** The run lock from the command line, for operators and for DAGs that need no preflight. */
final class RunLockCommand implements PipelineTask {

  public static void main(String[] args) {
    TaskRunner.main(new RunLockCommand(), args);
  }

  @Override
  public String name() {
    return "run_lock";
  }

  @Override
  public String description() {
    return "Shows, takes and gives back the run lock.";
  }

  @Override
  public List<PipelineTask> subcommands() {
    return List.of(new Show(), new Acquire(), new Release());
  }

  @Override
  public List<Parameter<?>> parameters() {
    return List.of();
  }

  @Override
  public void run(Run run) {
    throw new IllegalStateException("a subcommand is needed");
  }
}
