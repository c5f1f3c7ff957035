package care.conflict.runtime;

import care.conflict.core.PipelineTask;
import care.conflict.core.parameters.Parameter;
import care.conflict.runtime.files.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The parameters that a command says it reads, for programs: what --describe prints. */
final class Description {
  private Description() {}

  /** The command's name, or those of its forms, to its parameters. */
  static String of(PipelineTask task) {
    Map<String, List<Map<String, Object>>> commands = new LinkedHashMap<>();
    if (task.subcommands().isEmpty()) {
      commands.put(task.name(), described(task));
    }
    task.subcommands()
        .forEach(form -> commands.put(task.name() + "_" + form.name(), described(form)));
    return Json.of(commands);
  }

  private static List<Map<String, Object>> described(PipelineTask task) {
    return task.head().parameters().stream().map(Description::described).toList();
  }

  private static Map<String, Object> described(Parameter<?> parameter) {
    Map<String, Object> words = new LinkedHashMap<>();
    words.put("name", parameter.name());
    words.put("group", parameter.group().title());
    words.put("default", byDefault(parameter));
    words.put("description", parameter.description());
    words.put("schema", new TreeMap<>(parameter.schema()));
    return words;
  }

  /** As its type says; a point in time has none. */
  private static @Nullable Object byDefault(Parameter<?> parameter) {
    return parameter.defaultText() == null
        ? null
        : parameter.parser().apply(parameter.defaultText());
  }
}
