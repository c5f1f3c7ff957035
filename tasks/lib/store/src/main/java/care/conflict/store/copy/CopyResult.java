package care.conflict.store.copy;

import java.util.Map;

/**
 * What became of a stream, of those rows that are counted here.
 *
 * @param copied rows in the table
 * @param rejected rows left out because a column that each row must have is NULL or cannot be
 *     stored
 * @param blanked how many values of each other column could not be stored, and are NULL
 */
public record CopyResult(long copied, long rejected, Map<String, Long> blanked) {}
