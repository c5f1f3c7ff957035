package care.conflict.core;

import care.conflict.core.Command.Need;
import care.conflict.core.parameters.Configuration;
import java.util.List;
import java.util.Set;

/** A command of the pipeline: its head, what it does, and what of it goes by its configuration. */
public interface PipelineTask {
  /** What it is called, says of itself, reads and is like. */
  Command head();

  /** Its name, which is one everywhere. */
  default String name() {
    return head().name();
  }

  /** What its result document is called, without the ending. */
  default String resultName(Run run) {
    return run.task();
  }

  /** Forms of the command, {@code run_lock show}; where there are any, one must be named. */
  default List<PipelineTask> subcommands() {
    return List.of();
  }

  /** What it connects to with this configuration. */
  default Set<Need> needs(Configuration configuration) {
    return head().needs();
  }

  /** What is wrong with the configuration beyond single values, where the command looks closer. */
  default List<String> problems(Configuration configuration) {
    return List.of();
  }

  /** Does the work; notes what it did in the run. */
  void run(Run run) throws Exception;

  /** The statements that the task would send to where it reads, with their values filled in. */
  default String printSql(Run run) {
    throw new IllegalStateException("no statements to print");
  }
}
