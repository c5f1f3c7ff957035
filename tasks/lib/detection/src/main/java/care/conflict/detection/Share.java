package care.conflict.detection;

/**
 * Which of a detection's rows are written: those whose primary visit is in one shard of so many.
 *
 * @param shard from 1
 */
public record Share(int shard, int shards) {
  /** All of them. */
  public static final Share ALL = new Share(1, 1);

  boolean isAll() {
    return shards == 1;
  }
}
