package care.conflict.acceptance.preview;

import care.conflict.acceptance.stage.Database;

/** Everything of a store that a command which only looks leaves as it is. */
final class Untouched {
  private Untouched() {}

  /**
   * Every row with who wrote it and who locked it last, the sequences, what was written to each
   * table, how often it was vacuumed and analyzed, and who holds the lock.
   */
  static String of(Database database) {
    database.writes(); // waits until all that was done is counted
    return database.ask(
        """
        SELECT concat_ws(E'\\n',
            (SELECT string_agg(relname || ' ' || n_tup_ins || ' ' || n_tup_upd || ' ' || n_tup_del || ' ' || vacuum_count || ' ' || analyze_count, ', ' ORDER BY relname)
             FROM pg_stat_user_tables WHERE schemaname = 'conflict_dev'),
            (SELECT string_agg(sequencename || ' ' || coalesce(last_value, 0), ', ' ORDER BY sequencename)
             FROM pg_sequences WHERE schemaname = 'conflict_dev'),
            (SELECT md5(string_agg(concat_ws(' ', ctid, xmin, xmax, to_jsonb(t)), ',' ORDER BY tableoid, ctid)) FROM conflictvisitmaps t),
            (SELECT md5(string_agg(concat_ws(' ', ctid, xmin, xmax, to_jsonb(t)), ',' ORDER BY ctid)) FROM conflicts t),
            (SELECT md5(string_agg(concat_ws(' ', ctid, xmin, xmax, to_jsonb(t)), ',' ORDER BY ctid)) FROM settings t),
            (SELECT string_agg(concat_ws(' ', ctid, xmin, to_jsonb(t) - 'heard_at'), ',') FROM pipeline_lock t),
            (SELECT string_agg(concat_ws(' ', ctid, xmin, xmax, to_jsonb(t)), ',' ORDER BY ctid) FROM pipeline_runs t),
            (SELECT string_agg(concat_ws(' ', ctid, xmin, xmax, to_jsonb(t)), ',' ORDER BY ctid) FROM pipeline_steps t),
            (SELECT string_agg(concat_ws(' ', ctid, xmin, xmax, to_jsonb(t)), ',' ORDER BY ctid) FROM pipeline_sources t),
            (SELECT md5(string_agg(concat_ws(' ', ctid, xmin, xmax, to_jsonb(t)), ',' ORDER BY ctid)) FROM pipeline_source_providers t),
            (SELECT md5(string_agg(concat_ws(' ', ctid, xmin, xmax, to_jsonb(t)), ',' ORDER BY ctid)) FROM pipeline_money t))""");
  }

  /** How other sessions hold tables and sequences of the store now. */
  static String locks(Database database) {
    return database.ask(
        """
        SELECT coalesce(string_agg(DISTINCT l.mode, ','), '')
        FROM pg_locks l JOIN pg_class c ON c.oid = l.relation JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
            AND n.nspname = 'conflict_dev' AND l.pid <> pg_backend_pid()
            AND l.pid IN (SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend')""");
  }

  /** Sessions of others, and what is left of the temporary objects of those that were. */
  static String leftBehind(Database database) {
    return database.ask(
        """
        SELECT (SELECT count(*) FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend')
            || ' sessions, '
            || (SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname LIKE 'pg\\_temp%')
            || ' objects'""");
  }
}
