package care.conflict.core.source;

import java.util.UUID;

/**
 * What the source shows of a provider.
 *
 * @param known whether it has a row of the dimension
 * @param on whether it counts for the run: active, no demo, not left out
 * @param visits of the window
 */
public record ProviderVisits(UUID id, String name, boolean known, boolean on, long visits) {}
