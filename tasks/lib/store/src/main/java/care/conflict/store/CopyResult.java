package care.conflict.store;

/**
 * What became of a stream.
 *
 * @param copied rows in the table
 * @param rejected rows left out because a value cannot be stored in its column
 */
public record CopyResult(long copied, long rejected) {}
