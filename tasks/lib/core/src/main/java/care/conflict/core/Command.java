package care.conflict.core;

import care.conflict.core.parameters.Parameter;
import care.conflict.core.parameters.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A command's head: what it is called, says of itself, reads and is like.
 *
 * @param name one name everywhere: folder, jar, command, SQL folder, Airflow task id
 * @param description one sentence for the help
 * @param parameters what it reads and the help shows: some of {@link Parameters#ALL}, which all
 *     commands know and check, beside {@link Parameters#OF_EVERY_TASK}, and the command's own
 * @param needs what it connects to, by parameters that the help does not show
 */
public record Command(
    String name,
    String description,
    List<Parameter<?>> parameters,
    Set<Need> needs,
    Set<Trait> traits) {
  /** What a task connects to; its connection parameters are then required. */
  public enum Need {
    STORE,
    WAREHOUSE
  }

  /** In what a command differs from a task of the pipeline. */
  public enum Trait {
    /** For a person at a shell: prints its answer, leaves no result document unless asked to. */
    INTERACTIVE,
    /** It connects to nothing: secrets that are only named are not fetched. */
    CONNECTS_TO_NOTHING,
    /** It runs with a wrong configuration too, to tell about it: {@link Run#problems}. */
    LOOKS_AT_PROBLEMS,
    /** It runs also where its run location cannot be written: what it gives back matters more. */
    RUNS_WITHOUT_LOCATION,
    /** {@code --print-sql} prints its statements: {@link PipelineTask#printSql}. */
    PRINTS_SQL
  }

  /** A command of that name, of which nothing else is said so far. */
  public static Command named(String name) {
    return new Command(name, "", List.of(), Set.of(), Set.of());
  }

  /** Says in a sentence what it does. */
  public Command does(String sentence) {
    return new Command(name, sentence, parameters, needs, traits);
  }

  /** Adds parameters, to be shown behind those that are there. */
  public Command with(List<Parameter<?>> more) {
    List<Parameter<?>> all = new ArrayList<>(parameters);
    all.addAll(more);
    return new Command(name, description, List.copyOf(all), needs, traits);
  }

  /** Likewise. */
  public Command with(Parameter<?>... more) {
    return with(List.of(more));
  }

  /** Says what it connects to, at the most. */
  public Command reads(Need... from) {
    return new Command(name, description, parameters, Set.of(from), traits);
  }

  /** Marks what it is like. */
  public Command marked(Trait... is) {
    return new Command(name, description, parameters, needs, Set.of(is));
  }

  public boolean is(Trait trait) {
    return traits.contains(trait);
  }

  /** Whether it says that it reads this: by name, or as what it takes to connect. */
  public boolean mayRead(Parameter<?> parameter) {
    return parameters.contains(parameter)
        || Parameters.OF_EVERY_TASK.contains(parameter)
        || (needs.contains(Need.STORE) && Parameters.OF_THE_STORE.contains(parameter))
        || (needs.contains(Need.WAREHOUSE) && Parameters.OF_THE_WAREHOUSE.contains(parameter));
  }
}
