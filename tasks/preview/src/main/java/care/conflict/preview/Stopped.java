package care.conflict.preview;

import care.conflict.core.TaskFailure;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where a run would end before its end: what it wrote until then stays. */
record Stopped(String task, TaskFailure failure) {
  Map<String, Object> told() {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("task", task);
    told.put("exit_code", failure.exitCode().code());
    told.put("message", failure.getMessage());
    told.put("advice", failure.advice());
    return told;
  }
}
