package care.conflict.store.connection;

/** How many connections a task has at once. */
public final class NeededConnections {
  /** Lock, heartbeat, work, and replica, cron job or a second one at work. */
  private static final int SESSIONS = 4;

  /** One more: the server may count one that was just closed, and a pooler is looked at by two. */
  public static final int ALL = SESSIONS + 1;

  static final String ADVICE =
      "A task needs %d connections at once, and chunks as many each: let role, database, server or pooler have them."
          .formatted(ALL);

  private NeededConnections() {}

  /** A task that writes over so many has no more, and goes on where it gets fewer. */
  public static int atMost(int writers) {
    return SESSIONS + writers - 1;
  }
}
