package care.conflict.migrate;

import static care.conflict.core.Command.Need.STORE;

import care.conflict.core.Command;
import care.conflict.core.PipelineTask;
import care.conflict.core.Run;
import care.conflict.core.parameters.Parameter;
import care.conflict.core.parameters.Parameter.Group;
import care.conflict.core.parameters.Parameters;
import care.conflict.runtime.TaskRunner;
import care.conflict.store.Session;
import care.conflict.store.Store;
import java.util.Optional;

/** Makes the tables that the pipeline owns; on request the application's, indexes and grants. */
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

  public static void main(String[] args) {
    TaskRunner.main(new Migrate(), args);
  }

  @Override
  public Command head() {
    return Command.named("migrate")
        .does(
            "Makes what the pipeline owns in the database: the run lock and the list of runs. Run it"
                + " again after every update; what is there stays.")
        .with(
            WITH_OPERATIONAL_TABLES,
            TUNE_TABLES,
            GRANT_TO,
            Parameters.POSTGRES_HOST,
            Parameters.POSTGRES_PORT,
            Parameters.POSTGRES_USER,
            Parameters.POSTGRES_DATABASE,
            Parameters.POSTGRES_SCHEMA,
            Parameters.POSTGRES_SSLMODE,
            Parameters.POSTGRES_SSLROOTCERT,
            Parameters.CRON_DATABASE,
            Parameters.CRON_JOB_NAME,
            Parameters.MATERIALIZED_VIEW)
        .reads(STORE);
  }

  @Override
  public void run(Run run) throws Exception {
    try (Store store = Store.open(run);
        Session session = store.session()) {
      OwnedTables owned = new OwnedTables(run, store, session);
      run.step("schema", owned::makeSchema);
      run.step("owned_tables", owned::migrate);
      ApplicationTables tables = new ApplicationTables(run, session);
      if (run.get(WITH_OPERATIONAL_TABLES)) {
        run.step("operational_tables", tables::make);
      }
      if (run.get(TUNE_TABLES)) {
        tables.require("conflicts", "conflictvisitmaps");
        run.step("tune_tables", new Tuning(run, session)::apply);
      }
      Optional<String> role = run.configuration().find(GRANT_TO);
      if (role.isPresent()) {
        tables.requireAll();
        Grants grants = new Grants(run, session, role.get());
        run.step("grants", grants::apply);
        run.step("cron_grants", grants::applyToCron);
        run.step("owners", grants::own);
      }
    }
  }
}
