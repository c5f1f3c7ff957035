package care.conflict.testconnections;

import care.conflict.core.Configuration;
import care.conflict.core.Parameter;
import care.conflict.core.PipelineTask;
import care.conflict.core.Run;
import care.conflict.runtime.TaskRunner;
import java.util.List;
import java.util.Set;

/** Tries both connections. */
final class TestConnections implements PipelineTask {

  public static void main(String[] args) {
    TaskRunner.main(new TestConnections(), args);
  }

  @Override
  public String name() {
    return "test_connections";
  }

  @Override
  public String description() {
    return "Tries both databases: who and where, versions, the tables found and missing, and what to do about a failure.";
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
