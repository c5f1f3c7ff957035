package care.conflict.core.source;

import java.time.Instant;

/** What the source says of its latest refresh. */
public sealed interface SourceRefresh {
  /** No module is named to ask for. */
  record NotAsked() implements SourceRefresh {}

  /** The source keeps no such table. */
  record Untold() implements SourceRefresh {}

  /** No success of the module is noted. */
  record Never() implements SourceRefresh {}

  /** The newest success. */
  record Finished(Instant at) implements SourceRefresh {}
}
