package care.conflict.store;

import care.conflict.core.TaskFailure;
import care.conflict.core.statements.SqlText;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What lets a session write: a token that must be the one in force whenever it does.
 *
 * @param token the fencing token
 * @param mark how its connections show it to others
 * @param check finds a row where the token is the one in force, and keeps it so until the
 *     transaction ends
 * @param values of the parameters of that statement
 * @param lost why the task ends where it is not
 */
public record Fence(
    long token, String mark, SqlText check, Map<String, ?> values, Supplier<TaskFailure> lost) {}
