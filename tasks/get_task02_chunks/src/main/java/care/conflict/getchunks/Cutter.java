package care.conflict.getchunks;

/** Cuts keys, as they come, into chunks; knows only the chunk that it fills. */
final class Cutter {
  private final ChunkSizes sizes;
  private int chunk;
  private long rows;
  private long keys;

  Cutter(ChunkSizes sizes) {
    this.sizes = sizes;
  }

  /** The chunk, from 1, of the next key, which has so many rows. */
  int place(long more) {
    if (chunk == 0 || isFull() || rows + more > sizes.most()) {
      chunk++;
      rows = 0;
      keys = 0;
    }
    rows += more;
    keys++;
    return chunk;
  }

  /** How many chunks there are so far. */
  int chunks() {
    return chunk;
  }

  private boolean isFull() {
    return rows >= sizes.target() || keys >= sizes.mostKeys();
  }
}
