package care.conflict.acceptance.stage;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/**
 * Begins with one table, or does to it what cannot be done to partitions: not with -Dpartitions.
 */
@Retention(RetentionPolicy.RUNTIME)
@DisabledIfSystemProperty(named = "partitions", matches = "[1-9].*")
public @interface OfPlainStore {}
