package care.conflict.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The content of the report, the same for HTML and text. */
record Page(
    RunSummary summary,
    Outcome outcome,
    Detected detected,
    Optional<ChunksSeen> chunks,
    Optional<StoredSeen> stored,
    Optional<SourceSeen> source,
    RulesSeen rulesSeen,
    List<TaskRow> tasks,
    List<RuleRow> rules,
    Optional<MoneySeen> money,
    Optional<TrendsSeen> trends,
    List<RowChange> rowChanges,
    List<FlagTable> flagTables,
    List<Note> warnings,
    Map<String, String> parameters) {

  /** A warning and where it comes from. */
  record Note(String source, String text) {}

  static Page of(RunSummary summary) {
    List<TaskResult> tasks = summary.tasks();
    Detected detected = Detected.by(tasks);
    RulesSeen rulesSeen = RulesSeen.by(tasks);
    Optional<ChunksSeen> chunks = tasks.stream().flatMap(it -> it.chunks().stream()).findFirst();
    Optional<StoredSeen> stored = StoredSeen.by(tasks);
    return new Page(
        summary,
        Outcome.of(summary, tasks, found(chunks, stored, detected)),
        detected,
        chunks,
        stored,
        tasks.stream().flatMap(task -> task.source().stream()).findFirst(),
        rulesSeen,
        TaskRow.of(tasks),
        RuleRow.of(tasks),
        tasks.stream().flatMap(task -> task.money().stream()).findFirst(),
        TrendsSeen.of(summary.trends()),
        RowChange.of(summary.rowsBefore(), summary.rowsAfter()),
        FlagTable.of(summary.statusFlags()),
        warnings(summary, rulesSeen),
        parameters(tasks));
  }

  private static Found found(
      Optional<ChunksSeen> chunks, Optional<StoredSeen> stored, Detected detected) {
    return chunks.<Found>map(it -> it).or(() -> stored).orElse(detected);
  }

  /** The task that writes the report. */
  String writer() {
    return tasks.stream()
        .map(TaskRow::result)
        .filter(task -> task.status() == Status.UNDER_WAY)
        .map(TaskResult::task)
        .findFirst()
        .orElse("the pipeline");
  }

  List<TaskRow> failures() {
    return tasks.stream().filter(row -> row.result().error().isPresent()).toList();
  }

  private static List<Note> warnings(RunSummary summary, RulesSeen rules) {
    List<Note> notes = new ArrayList<>();
    rules.warning().ifPresent(text -> notes.add(new Note("rules", text)));
    for (TaskResult task : summary.tasks()) {
      ByColumn.together(task.warnings())
          .forEach(text -> notes.add(new Note(task.task(), Words.plain(text))));
    }
    for (String text : summary.warnings()) {
      if (notes.stream().noneMatch(note -> note.text().equals(Words.plain(text)))) {
        notes.add(new Note("run", Words.plain(text)));
      }
    }
    return notes;
  }

  /** Each parameter once; where tasks had different values, with the task. */
  private static Map<String, String> parameters(List<TaskResult> tasks) {
    Map<String, Map<String, List<String>>> byName = new TreeMap<>();
    for (TaskResult task : tasks) {
      task.parameters().entrySet().stream()
          .filter(parameter -> !ofPersonsOrSecret(parameter.getKey()))
          .forEach(
              parameter ->
                  byName
                      .computeIfAbsent(parameter.getKey(), name -> new LinkedHashMap<>())
                      .computeIfAbsent(
                          Words.plain(parameter.getValue()), value -> new ArrayList<>())
                      .add(task.task()));
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    byName.forEach((name, values) -> parameters.put(name, inForce(values)));
    return parameters;
  }

  private static String inForce(Map<String, List<String>> tasksByValue) {
    if (tasksByValue.size() == 1) {
      return tasksByValue.keySet().iterator().next();
    }
    List<String> values = new ArrayList<>();
    tasksByValue.forEach(
        (value, tasks) -> values.add("%s (%s)".formatted(value, String.join(", ", tasks))));
    return String.join("; ", values);
  }

  /** Addresses and user names are names of people as well. */
  private static boolean ofPersonsOrSecret(String parameter) {
    return parameter.matches(
        ".*(password|passphrase|private_key|_user|_sender|_recipients|secret).*");
  }
}
