package care.conflict.runtime;

import care.conflict.core.Command;
import care.conflict.core.Command.Need;
import care.conflict.core.Command.Trait;
import care.conflict.core.PipelineTask;
import care.conflict.core.parameters.Configuration;
import care.conflict.core.parameters.Parameter;
import care.conflict.core.parameters.Parameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The command line of a task, made from its parameters. */
final class CommandLineArguments {
  private static final String CONFIG = "--config";
  private static final String DESCRIBE = "--describe";
  private static final String PRINT_SQL = "--print-sql";

  private final PipelineTask task;
  private final CommandLine commandLine;
  private final @Nullable ParseResult parsed; // null where they cannot be read

  private CommandLineArguments(
      PipelineTask task, CommandLine commandLine, @Nullable ParseResult parsed) {
    this.task = task;
    this.commandLine = commandLine;
    this.parsed = parsed;
  }

  /** Reads the arguments; unknown ones and misplaced values are added to the problems. */
  static CommandLineArguments parse(PipelineTask task, String[] args, List<String> problems) {
    CommandLine root = new CommandLine(spec(task).addOption(describe()));
    for (PipelineTask subcommand : task.subcommands()) {
      root.addSubcommand(subcommand.name(), new CommandLine(spec(subcommand)));
    }
    root.setUnmatchedArgumentsAllowed(true);
    ParseResult parsed = null;
    try {
      parsed = root.parseArgs(withFlagsSet(task, args));
    } catch (CommandLine.ParameterException e) {
      problems.add(e.getMessage() + " (command line)");
      return new CommandLineArguments(task, root, null);
    }
    PipelineTask chosen = task;
    CommandLine commandLine = root;
    if (parsed.hasSubcommand()) {
      parsed = parsed.subcommand();
      commandLine = parsed.commandSpec().commandLine();
      String name = parsed.commandSpec().name();
      chosen =
          task.subcommands().stream()
              .filter(it -> it.name().equals(name))
              .findFirst()
              .orElseThrow();
    } else if (!task.subcommands().isEmpty()
        && !parsed.isUsageHelpRequested()
        && !parsed.isVersionHelpRequested()
        && !parsed.hasMatchedOption(DESCRIBE)) {
      problems.add("name one of " + task.subcommands().stream().map(PipelineTask::name).toList());
    }
    boolean behindAnOption = false;
    for (String unknown : parsed.unmatched()) {
      boolean isOption = unknown.startsWith("-");
      if (isOption || !behindAnOption) {
        problems.add(unknown(isOption ? unknown.split("=", 2)[0] : unknown, commandLine));
      }
      behindAnOption |= isOption; // what follows may be its value, and that a password
    }
    return new CommandLineArguments(chosen, commandLine, parsed);
  }

  private static String unknown(String name, CommandLine commandLine) {
    return Parameters.ALL.stream()
        .filter(it -> it.secret() && it.option().equals(name))
        .findFirst()
        .map(
            it ->
                "%s (command line): a secret has no option, others can read it there; set %s"
                    .formatted(name, it.env()))
        .orElseGet(
            () ->
                Configuration.unknown(name, Configuration.Source.OPTION, optionNames(commandLine)));
  }

  /** A flag before another option is set: an unknown option is not taken for its value. */
  private static String[] withFlagsSet(PipelineTask task, String[] args) {
    Set<String> flags =
        Stream.concat(Stream.of(task), task.subcommands().stream())
            .flatMap(it -> known(it).stream())
            .filter(CommandLineArguments::isFlag)
            .map(Parameter::option)
            .collect(Collectors.toSet());
    String[] set = args.clone();
    for (int i = 0; i + 1 < args.length; i++) {
      if (flags.contains(args[i]) && args[i + 1].startsWith("-")) {
        set[i] = args[i] + "=true";
      }
    }
    return set;
  }

  private static boolean isFlag(Parameter<?> parameter) {
    return "boolean".equals(parameter.schema().get("type"));
  }

  private static boolean isList(Parameter<?> parameter) {
    return "array".equals(parameter.schema().get("type"));
  }

  private static List<String> optionNames(CommandLine commandLine) {
    return commandLine.getCommandSpec().options().stream().map(OptionSpec::longestName).toList();
  }

  /** All parameters that a command knows: everybody's and its own. */
  static List<Parameter<?>> known(PipelineTask task) {
    Set<Parameter<?>> known = new LinkedHashSet<>(Parameters.ALL);
    known.addAll(task.head().parameters());
    return new ArrayList<>(known);
  }

  private static CommandSpec spec(PipelineTask task) {
    Command head = task.head();
    CommandSpec spec = CommandSpec.create().name(head.name());
    spec.usageMessage()
        .description(head.description(), "")
        .synopsisHeading("Usage: ")
        .abbreviateSynopsis(true)
        .width(100)
        .autoWidth(true)
        .footer(
            "",
            "Every parameter can be given as option, as environment variable (--lookback-hours is",
            "LOOKBACK_HOURS) or in the file of --config; the first of these counts. Secrets have no option.",
            "Exit codes: 0 done, 1 failed, 2 wrong usage or configuration, 3 lock held by another run,",
            "4 the source is not fit or a cleanup would resolve too much, 10 no conflict (explain),",
            "11 nothing would change, 12 a condition of --fail-if holds (preview), 143 stopped.");
    spec.addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).description("Show this help.").build());
    spec.addOption(
        OptionSpec.builder("-V", "--version")
            .versionHelp(true)
            .description("Show the version.")
            .build());
    spec.addOption(
        OptionSpec.builder(CONFIG)
            .paramLabel("FILE")
            .type(String.class)
            .description("JSON file of parameters; $${NAME} in it is taken from the environment.")
            .build());
    if (head.is(Trait.PRINTS_SQL)) {
      spec.addOption(
          OptionSpec.builder(PRINT_SQL)
              .arity("0")
              .type(boolean.class)
              .description(
                  "Print the %sstatements with their values, and stop."
                      .formatted(head.needs().contains(Need.WAREHOUSE) ? "warehouse " : ""))
              .build());
    }
    addParameters(spec, known(task), head.parameters());
    return spec;
  }

  /** Of the whole command, whose forms have no such option of their own. */
  private static OptionSpec describe() {
    return OptionSpec.builder(DESCRIBE)
        .arity("0")
        .type(boolean.class)
        .description("Print the parameters that the command reads as JSON, and stop.")
        .build();
  }

  private static void addParameters(
      CommandSpec spec, List<Parameter<?>> known, List<Parameter<?>> ofTheCommand) {
    int order = 0;
    for (Parameter.Group group : Parameter.Group.values()) {
      ArgGroupSpec.Builder heading =
          ArgGroupSpec.builder()
              .heading("%n" + group.title() + "%n")
              .validate(false)
              .exclusive(false)
              .multiplicity("0..1")
              .order(order++);
      boolean any = false;
      for (Parameter<?> parameter : known) {
        if (parameter.secret() || parameter.group() != group) {
          continue;
        }
        boolean shown =
            ofTheCommand.contains(parameter) || Parameters.OF_EVERY_TASK.contains(parameter);
        OptionSpec option = option(parameter, shown);
        if (option.hidden()) {
          spec.addOption(option);
        } else {
          heading.addArg(option);
          any = true;
        }
      }
      if (any) {
        spec.addArgGroup(heading.build());
      }
    }
  }

  private static OptionSpec option(Parameter<?> parameter, boolean shown) {
    boolean flag = isFlag(parameter);
    String byDefault =
        parameter.defaultText() == null || parameter.defaultText().isEmpty()
            ? ""
            : " Default: " + parameter.defaultText() + ".";
    return OptionSpec.builder(parameter.option())
        .type(isList(parameter) ? List.class : String.class) // a list may be given in parts
        .auxiliaryTypes(String.class)
        .arity(flag ? "0..1" : "1")
        .fallbackValue("true")
        .paramLabel(flag ? "true|false" : "VALUE")
        .description((parameter.description() + byDefault).replace("%", "%%"))
        .hidden(!shown)
        .build();
  }

  /** The task, or the subcommand that was named. */
  PipelineTask task() {
    return task;
  }

  /** Prints help, version or parameters where they are asked for. */
  boolean printedHelp() {
    if (parsed != null && parsed.hasMatchedOption(DESCRIBE)) {
      System.out.print(Description.of(task));
      return true;
    }
    if (parsed != null && parsed.isUsageHelpRequested()) {
      commandLine.usage(System.out);
      return true;
    }
    if (parsed != null && parsed.isVersionHelpRequested()) {
      System.out.println(task.name() + " " + ResultDocument.version());
      return true;
    }
    return false;
  }

  boolean printSql() {
    return parsed != null && parsed.hasMatchedOption(PRINT_SQL);
  }

  Optional<String> configFile() {
    return parsed == null
        ? Optional.empty()
        : Optional.ofNullable(parsed.matchedOptionValue(CONFIG, null));
  }

  /** Option name to text, of the parameters that were given. */
  Map<String, String> options() {
    Map<String, String> options = new LinkedHashMap<>();
    if (parsed != null) {
      for (Parameter<?> parameter : known(task)) {
        Object value = parsed.matchedOptionValue(parameter.option(), null);
        if (value instanceof List<?> parts) {
          options.put(
              parameter.option(),
              parts.stream().map(Object::toString).collect(Collectors.joining(",")));
        } else if (value != null) {
          options.put(parameter.option(), value.toString());
        }
      }
    }
    return options;
  }
}
