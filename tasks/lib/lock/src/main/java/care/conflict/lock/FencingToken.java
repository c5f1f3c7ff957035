package care.conflict.lock;

import care.conflict.core.ExitCode;
import care.conflict.core.Run;
import care.conflict.core.StoreSql;
import care.conflict.core.TaskFailure;
import care.conflict.core.parameters.Parameters;
import care.conflict.core.statements.SqlText;
import care.conflict.store.Fence;
import java.util.Map;

/** The number that grows whenever the lock changes hands: what goes by it, and how it is shown. */
final class FencingToken {
  private FencingToken() {}

  /** Lets a session write while this token is in force. */
  static Fence fence(Run run, long token) {
    SqlText check = StoreSql.of(run, "run_lock").find("check_fence");
    return new Fence(token, mark(run, token), check, Map.of("token", token), FencingToken::lost);
  }

  /** How a connection shows its token: those of other schemas' locks are none of ours. */
  static String mark(Run run, long token) {
    String where =
        run.get(Parameters.POSTGRES_DATABASE) + "." + run.get(Parameters.POSTGRES_SCHEMA);
    return "token=%d@%08x".formatted(token, where.hashCode());
  }

  /** Why a task ends whose lock is another's now. */
  static TaskFailure lost() {
    return new TaskFailure(
        ExitCode.LOCKED,
        "the run lock was taken over or released; nothing more is written",
        "See `run_lock show` for who holds it now.");
  }
}
