package care.conflict.stages.status;

import care.conflict.core.Counts;
import care.conflict.core.Progress;
import care.conflict.core.Run;
import care.conflict.core.statements.Row;
import care.conflict.core.statements.Rows;
import care.conflict.store.History;
import care.conflict.store.Session;
import care.conflict.store.Statements;
import care.conflict.store.copy.CopyResult;
import care.conflict.warehouse.Warehouse;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts the money at stake, for the payers that are active at the source. */
final class Money {
  /** What it came to, in the result document. */
  static final String TOLD = "money";

  private static final String PAYERS = "active_payers";
  private static final String STATEMENT = "steps/fetch_active_payers";
  private static final List<String> SUMS =
      List.of(
          "money/sum_by_rule", "money/sum_by_month", "money/sum_by_payer", "money/sum_by_provider");

  private final Run run;
  private final Session session;
  private final WarehouseOnDemand warehouse;
  private final Statements statements;
  private long payers;

  Money(Run run, Session session, WarehouseOnDemand warehouse) {
    this.run = run;
    this.session = session;
    this.warehouse = warehouse;
    this.statements = Statements.of(session, run.task());
  }

  Counts fetchPayers() throws SQLException {
    statements.execute("money/create_payers");
    CopyResult copy;
    try (Rows ids =
        warehouse.open().stream(Warehouse.sql(run, run.task()).find(STATEMENT), Map.of())) {
      copy = session.copyIn(PAYERS, ids, Progress.of(run, "active payers"));
    }
    session.analyze(PAYERS);
    payers = copy.copied();
    return Counts.of(PAYERS, payers);
  }

  /** Where the source shows no payer, what it hides is not worth nothing: all stays as it is. */
  Counts count() throws SQLException {
    if (payers == 0) {
      run.warn("the source shows no active payer: the money at stake stays as it was counted last");
      return Counts.NONE;
    }
    MoneySeen seen = MoneySeen.now(session, statements);
    MoneySeen.Extent extent = seen.changedSince();
    statements.execute("money/create_next");
    long counted = extent == MoneySeen.Extent.NOTHING ? 0 : fillNext(extent);
    History history = History.of(run, session);
    history.begin();
    Counts counts =
        session.writeByHash(
            () -> {
              Counts written =
                  extent == MoneySeen.Extent.NOTHING
                      ? Counts.of("money_forgotten", 0).and("money_noted", 0)
                      : write(extent == MoneySeen.Extent.ALL, history);
              seen.note();
              return written;
            });
    tell();
    return Counts.of("money_counted", counted).plus(counts);
  }

  /** Returns how many rows were counted. */
  private long fillNext(MoneySeen.Extent extent) throws SQLException {
    boolean all = extent == MoneySeen.Extent.ALL;
    session.writeByHash(
        () -> statements.execute(all ? "money/create_rows" : "money/create_some_rows"));
    session.analyze("money_rows");
    long counted = session.writeByHash(() -> statements.execute("money/fill_next"));
    if (!all) {
      session.writeByHash(() -> statements.execute("money/keep_wanted"));
    }
    session.analyze("money_next");
    return counted;
  }

  private Counts write(boolean all, History history) throws SQLException {
    Statements writing = statements.given("all", all).given(history.origin());
    if (history.isKept()) {
      writing.execute("money/note_prices");
    }
    long forgotten = writing.execute("money/forget");
    return Counts.of("money_forgotten", forgotten)
        .and("money_noted", writing.execute("money/note"));
  }

  /** In the result document, for the report. */
  private void tell() throws SQLException {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("all", statements.row("money/sum_all").texts());
    for (String sums : SUMS) {
      told.put(
          sums.substring(sums.indexOf('_') + 1),
          statements.rows(sums).stream().map(Row::texts).toList());
    }
    run.detail(TOLD, told);
  }
}
