package care.conflict.core.source;

import java.util.UUID;

/**
 * What the source shows of a provider.
 *
 * @param known whether it has a row of the dimension
 * @param on whether that says that it is active and no demo
 * @param visits of the window
 */
public record ProviderVisits(UUID id, String name, boolean known, boolean on, long visits) {}
