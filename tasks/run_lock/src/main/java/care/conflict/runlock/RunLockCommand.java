package care.conflict.runlock;

import static care.conflict.core.Command.Need.STORE;

import care.conflict.core.Command;
import care.conflict.core.PipelineTask;
import care.conflict.core.Run;
import care.conflict.runtime.TaskRunner;
import java.util.List;

/** The run lock from the command line, for operators and for DAGs that need no preflight. */
final class RunLockCommand implements PipelineTask {

  public static void main(String[] args) {
    TaskRunner.main(new RunLockCommand(), args);
  }

  @Override
  public Command head() {
    return Command.named("run_lock").does("Shows, takes and gives back the run lock.").reads(STORE);
  }

  @Override
  public List<PipelineTask> subcommands() {
    return List.of(new Show(), new Acquire(), new Release());
  }

  @Override
  public void run(Run run) {
    throw new IllegalStateException("a subcommand is needed");
  }
}
