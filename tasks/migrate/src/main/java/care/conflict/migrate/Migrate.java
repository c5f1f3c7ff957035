package care.conflict.migrate;

import static care.conflict.core.Command.Need.STORE;

import care.conflict.core.Command;
import care.conflict.core.PipelineTask;
import care.conflict.core.Run;
import care.conflict.core.parameters.Configuration;
import care.conflict.core.parameters.Parameter;
import care.conflict.core.parameters.Parameter.Group;
import care.conflict.core.parameters.Parameters;
import care.conflict.runtime.TaskRunner;
import care.conflict.store.Session;
import care.conflict.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes the tables that the pipeline owns; on request the application's, indexes, grants, what
 * notes people's clicks, and partitions.
 */
final class Migrate implements PipelineTask {
  static final Parameter<Boolean> WITH_OPERATIONAL_TABLES =
      Parameter.flag(
          Group.STORE,
          "with_operational_tables",
          false,
          "Make the application's tables too, where they are not there: for a new database.");
  static final Parameter<Boolean> TUNE_TABLES =
      Parameter.flag(
          Group.STORE,
          "tune_tables",
          false,
          "Make the indexes that the pipeline works with and set the fill factor, on the application's"
              + " tables, while others go on using them.");
  static final Parameter<String> GRANT_TO =
      Parameter.matching(
          Group.STORE,
          "grant_to",
          null,
          "[A-Za-z_][A-Za-z0-9_]{0,62}",
          "the name of a role: letters, digits and underscores",
          "Give this role what the tasks need and nothing more, and make it the owner of"
              + " conflictlog_staging and of the materialized view.");

  static final Parameter<Boolean> WITH_HISTORY =
      Parameter.flag(
          Group.STORE,
          "with_history",
          false,
          "Note in the history what people do as well, by a trigger on conflicts and conflictvisitmaps.");
  static final Parameter<Boolean> WITHOUT_HISTORY =
      Parameter.flag(
          Group.STORE, "without_history", false, "Take that trigger off; what is noted stays.");
  static final Parameter<String> DROP_HISTORY_BEFORE =
      Parameter.matching(
          Group.STORE,
          "drop_history_before",
          null,
          "[0-9]{4}-(0[1-9]|1[0-2])",
          "a month, YYYY-MM",
          "Drop the months of the history before this one, for good.");
  static final Parameter<Boolean> DROP_NOTHING =
      Parameter.flag(Group.STORE, "drop_nothing", false, "Only say which months that would drop.");
  static final Parameter<Integer> PARTITION =
      Parameter.whole(
          Group.STORE,
          "partition",
          null,
          1,
          256,
          "Make conflictvisitmaps so many hash partitions on VisitID, while people go on working.");
  static final Parameter<Boolean> UNPARTITION =
      Parameter.flag(
          Group.STORE,
          "unpartition",
          false,
          "Make it one table again, while people go on working.");

  public static void main(String[] args) {
    TaskRunner.main(new Migrate(), args);
  }

  @Override
  public Command head() {
    return Command.named("migrate")
        .does(
            "Makes what the pipeline owns in the database: its own tables, the months of the history. Run it"
                + " again after every update; what is there stays.")
        .with(
            WITH_OPERATIONAL_TABLES,
            TUNE_TABLES,
            GRANT_TO,
            WITH_HISTORY,
            WITHOUT_HISTORY,
            DROP_HISTORY_BEFORE,
            DROP_NOTHING,
            PARTITION,
            UNPARTITION,
            Parameters.POSTGRES_HOST,
            Parameters.POSTGRES_PORT,
            Parameters.POSTGRES_USER,
            Parameters.POSTGRES_DATABASE,
            Parameters.POSTGRES_SCHEMA,
            Parameters.POSTGRES_SSLMODE,
            Parameters.POSTGRES_SSLROOTCERT,
            Parameters.CRON_JOB_NAME,
            Parameters.MATERIALIZED_VIEW)
        .with(Parameters.OF_THE_LOCK)
        .reads(STORE);
  }

  @Override
  public List<String> problems(Configuration configuration) {
    List<String> problems = new ArrayList<>();
    if (configuration.get(WITH_HISTORY) && configuration.get(WITHOUT_HISTORY)) {
      problems.add("--without-history (command line): stands beside --with-history; name one");
    }
    if (configuration.find(PARTITION).isPresent() && configuration.get(UNPARTITION)) {
      problems.add("--unpartition (command line): stands beside --partition; name one");
    }
    return problems;
  }

  @Override
  public void run(Run run) throws Exception {
    try (Store store = Store.open(run);
        Session session = store.session()) {
      OwnedTables owned = new OwnedTables(run, store, session);
      run.step("schema", owned::makeSchema);
      run.step("owned_tables", owned::migrate);
      HistoryTable history = new HistoryTable(run, session);
      run.step("history_months", history::makeMonths);
      ApplicationTables tables = new ApplicationTables(run, session);
      if (run.get(WITH_OPERATIONAL_TABLES)) {
        run.step("operational_tables", tables::make);
      }
      if (run.get(TUNE_TABLES)) {
        tables.require("conflicts", "conflictvisitmaps");
        run.step("tune_tables", new Tuning(run, session)::apply);
      }
      if (run.get(WITH_HISTORY)) {
        tables.require("conflicts", "conflictvisitmaps");
        run.step("note_clicks", history::noteClicks);
      } else if (run.get(WITHOUT_HISTORY)) {
        run.step("forget_clicks", history::forgetClicks);
      }
      Optional<String> month = run.configuration().find(DROP_HISTORY_BEFORE);
      if (month.isPresent()) {
        boolean drops = !run.get(DROP_NOTHING);
        run.step("drop_history", () -> history.dropBefore(month.get(), drops));
      }
      Optional<Integer> partitions = run.configuration().find(PARTITION);
      if (partitions.isPresent() || run.get(UNPARTITION)) {
        tables.require("conflictvisitmaps", "settings");
        new Partitioning(run, store, partitions.orElse(0)).change();
      }
      Optional<String> role = run.configuration().find(GRANT_TO);
      if (role.isPresent()) {
        tables.requireAll();
        Grants grants = new Grants(run, session, role.get());
        run.step("grants", grants::apply);
        run.step("cron_grants", grants::applyToCron);
        run.step("owners", grants::own);
        run.step("check_grants", grants::check);
      }
    }
  }
}
