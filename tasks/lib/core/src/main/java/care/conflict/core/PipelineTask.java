package care.conflict.core;

import care.conflict.core.parameters.Configuration;
import care.conflict.core.parameters.Parameter;
import care.conflict.core.parameters.Parameters;
import java.util.List;
import java.util.Set;

/** A command of the pipeline: what it is called, what it needs, what it does. */
public interface PipelineTask {
  /** What a task connects to; its connection parameters are then required. */
  enum Need {
    STORE,
    WAREHOUSE
  }

  /** One name everywhere: folder, jar, command, SQL folder, Airflow task id. */
  String name();

  /** What its result document is called, without the ending. */
  default String resultName(Run run) {
    return run.task();
  }

  /** One sentence for the help. */
  String description();

  /** Forms of the command, {@code run_lock show}; where there are any, one must be named. */
  default List<PipelineTask> subcommands() {
    return List.of();
  }

  /** For a person at a shell: prints its answer, leaves no result document unless asked to. */
  default boolean interactive() {
    return false;
  }

  /**
   * The parameters that the help shows: some of {@link Parameters#ALL}, which all commands know and
   * check, beside {@link Parameters#OF_EVERY_TASK}, and the command's own.
   */
  List<Parameter<?>> parameters();

  /** What it connects to, with this configuration; most work in the store alone. */
  default Set<Need> needs(Configuration configuration) {
    return Set.of(Need.STORE);
  }

  /** What is wrong with the configuration beyond single values, where the command looks closer. */
  default List<String> problems(Configuration configuration) {
    return List.of();
  }

  /** Whether it runs with a wrong configuration too, to tell about it: {@link Run#problems}. */
  default boolean looksAtProblems() {
    return false;
  }

  /** Whether it may connect to anything: secrets that are only named are then fetched. */
  default boolean connects() {
    return true;
  }

  /**
   * Whether it runs also where its run location cannot be written: what it gives back matters more.
   */
  default boolean runsWithoutLocation() {
    return false;
  }

  /** Does the work; notes what it did in the run. */
  void run(Run run) throws Exception;

  /** Whether {@code --print-sql} prints statements; {@link #printSql} does it. */
  default boolean printsSql() {
    return false;
  }

  /** The statements that the task would send to the warehouse, with their values filled in. */
  default String printSql(Run run) {
    throw new IllegalStateException("no statements to print");
  }
}
