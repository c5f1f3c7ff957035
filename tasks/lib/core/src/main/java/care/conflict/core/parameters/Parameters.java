package care.conflict.core.parameters;

import static care.conflict.core.parameters.Parameter.Group.CHUNKS;
import static care.conflict.core.parameters.Parameter.Group.DETECTION;
import static care.conflict.core.parameters.Parameter.Group.LOCK;
import static care.conflict.core.parameters.Parameter.Group.MAIL;
import static care.conflict.core.parameters.Parameter.Group.NAMES;
import static care.conflict.core.parameters.Parameter.Group.RUN;
import static care.conflict.core.parameters.Parameter.Group.SOURCE;
import static care.conflict.core.parameters.Parameter.Group.STORE;
import static care.conflict.core.parameters.Parameter.Group.WAREHOUSE;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Every parameter of the pipeline. Every command knows and checks all of them. */
public final class Parameters {
  private static final int ANY = Integer.MAX_VALUE;
  private static final String IDENTIFIER = "[A-Za-z_][A-Za-z0-9_]*";
  private static final String IDENTIFIER_WORDS = "a name of letters, digits and underscores";
  private static final String SECRET_NAME = "[A-Za-z0-9/_+=.@:!-]{1,2048}";
  private static final String SECRET_NAME_WORDS = "the name or ARN of a secret";
  private static final String SAFE_NAME = "[A-Za-z0-9][A-Za-z0-9_.~:+@-]*";

  public static final Parameter<String> RUN_ID =
      Parameter.matching(
          RUN,
          "run_id",
          null,
          SAFE_NAME,
          "a name of letters, digits and _ . ~ : + @ -",
          "The run that this task belongs to.");
  public static final Parameter<String> RUN_LOCATION =
      Parameter.matching(
          RUN,
          "run_location",
          null,
          "s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/\\P{Cntrl}*)?|(?![A-Za-z][A-Za-z0-9+.-]+:/)\\P{Cntrl}+",
          "a folder, or s3://BUCKET/PREFIX",
          "Folder or s3://BUCKET/PREFIX for the result document (default: runs/RUN_ID).");
  public static final Parameter<String> AWS_REGION =
      Parameter.matching(
          RUN,
          "aws_region",
          null,
          "[a-z]{2}(-[a-z]+)+-[0-9]+",
          "the name of a region, like us-east-1",
          "Region of S3, Secrets Manager and SES (default: as the AWS settings name it).");
  public static final Parameter<Instant> NOW =
      Parameter.instant(
          RUN,
          "now",
          "What \"now\" means to window and delta (default: the run's, from the warehouse's clock).",
          Parameters::instant);
  public static final Parameter<Instant> RUN_DATE =
      Parameter.instant(
          RUN,
          "run_date",
          "When the run was made, by which one is told from an earlier run of the same id (default: not known).",
          Parameters::instant);
  public static final Parameter<String> ENVIRONMENT =
      Parameter.matching(
          RUN,
          "environment",
          "dev",
          SAFE_NAME,
          "a name of letters, digits and _ . -",
          "Shown in the report and with the metrics.");
  public static final Parameter<String> LOG_LEVEL =
      Parameter.matching(
          RUN,
          "log_level",
          "INFO",
          "(?i)DEBUG|INFO|WARN|ERROR",
          "one of DEBUG, INFO, WARN, ERROR",
          "Least level that is logged.");
  public static final Parameter<String> LOG_FORMAT =
      Parameter.matching(
          RUN,
          "log_format",
          "human",
          "human|json",
          "human or json",
          "human for people, json for CloudWatch.");
  public static final Parameter<Boolean> METRICS =
      Parameter.flag(
          RUN, "metrics", true, "With LOG_FORMAT=json: a line of metrics at the end of the task.");
  public static final Parameter<Integer> STATEMENT_TIMEOUT_MINUTES =
      Parameter.whole(
          RUN,
          "statement_timeout_minutes",
          30,
          1,
          1440,
          "Longest time of one statement, in either database.");

  /**
   * At most 1,000 years, as those of the window: what is much older is no timestamp to a database.
   */
  public static final Parameter<Integer> LOOKBACK_HOURS =
      Parameter.whole(
          DETECTION,
          "lookback_hours",
          36,
          1,
          8_760_000,
          "Visits updated within so many hours are looked at anew.");

  public static final Parameter<Integer> LOOKBACK_YEARS =
      Parameter.whole(
          DETECTION,
          "lookback_years",
          2,
          1,
          1000,
          "The window of visit dates begins so many years ago.");
  public static final Parameter<Integer> LOOKFORWARD_DAYS =
      Parameter.whole(
          DETECTION,
          "lookforward_days",
          45,
          1,
          100_000,
          "The window of visit dates ends so many days ahead.");
  public static final Parameter<Integer> BATCH_SIZE =
      Parameter.whole(
          DETECTION,
          "batch_size",
          5000,
          1,
          ANY,
          "Rows handed on at a time; progress is logged as often.");
  public static final Parameter<Integer> WRITERS =
      Parameter.whole(
          DETECTION,
          "writers",
          2,
          1,
          16,
          "Connections over which a task writes at once, where there is much to write in parts.");
  public static final Parameter<Integer> SHARDS =
      Parameter.whole(
          DETECTION,
          "shards",
          1,
          1,
          256,
          "Parts in which what a detection found is written, each by a task of its own. 1: by the detection itself.");
  public static final Parameter<Boolean> SKIP_UNCHANGED_RECORDS =
      Parameter.flag(
          DETECTION, "skip_unchanged_records", true, "Write only rows in which something changed.");
  public static final Parameter<Boolean> ENABLE_ASYMMETRIC_JOIN =
      Parameter.flag(
          DETECTION,
          "enable_asymmetric_join",
          true,
          "Compare changed visits with all visits of the same key.");
  public static final Parameter<Boolean> ENABLE_STALE_CLEANUP =
      Parameter.flag(
          DETECTION,
          "enable_stale_cleanup",
          true,
          "Resolve stored conflicts that are no longer found.");
  public static final Parameter<Boolean> ENABLE_INSERT =
      Parameter.flag(DETECTION, "enable_insert", true, "Insert conflicts that are new.");
  public static final Parameter<Boolean> ENABLE_INSERVICE =
      Parameter.flag(
          DETECTION, "enable_inservice", true, "Look for visits during in-service events.");
  public static final Parameter<Boolean> ENABLE_PHASE_B =
      Parameter.flag(
          DETECTION, "enable_phase_b", true, "Mark conflicts of visits deleted at the source.");
  public static final Parameter<Boolean> ENABLE_GROUPS =
      Parameter.flag(
          DETECTION,
          "enable_groups",
          true,
          "Give the conflicts that hang together one group, by which payers find them.");
  public static final Parameter<Boolean> ENABLE_MONEY =
      Parameter.flag(
          DETECTION, "enable_money", true, "Count the money at stake, where phase B is on too.");
  public static final Parameter<Boolean> ENABLE_HISTORY =
      Parameter.flag(
          DETECTION,
          "enable_history",
          true,
          "Note each change of a stored conflict in its history, where migrate has made it.");
  public static final Parameter<List<String>> ONLY_STEPS =
      Parameter.list(
          DETECTION,
          "only_steps",
          "",
          Map.of("type", "string", "enum", StatusSteps.NAMES),
          "a list, separated by commas, of " + String.join(", ", StatusSteps.NAMES),
          "Steps of status management to run; empty: all.",
          StatusSteps::parse);

  public static final Parameter<String> REFRESH_MODULE =
      Parameter.textOrEmpty(
          SOURCE,
          "refresh_module",
          "Conflict Report",
          "The module of FACTDATAREFRESHSTATUS that must have been refreshed; empty: not asked.");
  public static final Parameter<Integer> MAX_SOURCE_AGE_HOURS =
      Parameter.whole(
          SOURCE,
          "max_source_age_hours",
          30,
          1,
          8760,
          "Oldest refresh that a run may start on, in hours.");
  public static final Parameter<Integer> SOURCE_DROP_PERCENT =
      Parameter.whole(
          SOURCE,
          "source_drop_percent",
          20,
          0,
          100,
          "No run where the window has more than so many per cent fewer visits than usual.");
  public static final Parameter<Integer> PROVIDER_DROP_PERCENT =
      Parameter.whole(
          SOURCE,
          "provider_drop_percent",
          50,
          0,
          100,
          "A provider with more than so many per cent fewer visits than usual is on hold: nothing of it is resolved.");
  public static final Parameter<Integer> MAX_VISITS_PER_KEY =
      Parameter.whole(
          SOURCE,
          "max_visits_per_key",
          100,
          2,
          100_000,
          "A person's day with more visits than that is left out.");
  public static final Parameter<Integer> MAX_RESOLVE_PERCENT =
      Parameter.whole(
          SOURCE,
          "max_resolve_percent",
          20,
          0,
          100,
          "A cleanup that would resolve more than so many per cent of its scope, and more than 1,000 rows, resolves nothing and fails.");
  public static final Parameter<Boolean> ALLOW_EMPTY_SOURCE =
      Parameter.flag(
          SOURCE,
          "allow_empty_source",
          false,
          "Run though providers, caregivers, visits or in-service events are missing altogether.");

  public static final Parameter<Integer> TARGET_CHUNK_SIZE =
      Parameter.whole(
          CHUNKS,
          "target_chunk_size",
          10_000,
          1,
          ANY,
          "A chunk is full with so many stored rows. Left as it is: more, where there would be over 1,000 chunks.");
  public static final Parameter<Integer> MAX_CHUNK_SIZE =
      Parameter.whole(
          CHUNKS,
          "max_chunk_size",
          50_000,
          1,
          ANY,
          "A chunk has no more rows than that, unless one person's day alone has more. Left as it is: more, where there would be over 1,000 chunks.");
  public static final Parameter<Integer> MAX_KEYS_PER_CHUNK =
      Parameter.whole(
          CHUNKS,
          "max_keys_per_chunk",
          1_000,
          1,
          ANY,
          "A chunk has no more persons' days than that. Left as it is: more, where there would be over 1,000 chunks.");
  public static final Parameter<Integer> MAX_CONCURRENCY =
      Parameter.whole(
          CHUNKS,
          "max_concurrency",
          5,
          1,
          1000,
          "Chunks that run at once, where files have said so. No command reads it: Airflow goes by CONFLICT_MANAGEMENT_MAX_CONCURRENCY.");

  /** Of the command that works on one chunk, and of no other. */
  public static final Parameter<Integer> CHUNK_ID =
      Parameter.whole(CHUNKS, "chunk_id", null, 1, ANY, "The chunk to work on.");

  /** Of the commands that work on what a detection planned in shards, and of no other. */
  public static final Parameter<String> DETECTION_NAME =
      Parameter.matching(
          DETECTION,
          "detection",
          null,
          "task02_00_conflict_update|task02_01_inservice_conflict",
          "task02_00_conflict_update or task02_01_inservice_conflict",
          "The detection whose shards they are.");

  /** Of the command that works on one shard, and of no other. */
  public static final Parameter<Integer> SHARD =
      Parameter.whole(DETECTION, "shard", null, 1, 256, "The shard to work on.");

  public static final Parameter<Integer> LOCK_LEASE_MINUTES =
      Parameter.whole(
          LOCK,
          "lock_lease_minutes",
          120,
          5,
          1440,
          "A run that was not heard of for so long counts as dead. Keep it longer than the gap between two tries.");

  public static final Parameter<String> SNOWFLAKE_ACCOUNT =
      Parameter.matching(
          WAREHOUSE,
          "snowflake_account",
          null,
          "[A-Za-z0-9_.-]+",
          "an account identifier, like ORGANIZATION-ACCOUNT, or its host",
          "Account identifier, or its whole host name.");
  public static final Parameter<String> SNOWFLAKE_USER =
      Parameter.text(WAREHOUSE, "snowflake_user", null, "User.");
  public static final Parameter<String> SNOWFLAKE_WAREHOUSE =
      Parameter.text(WAREHOUSE, "snowflake_warehouse", null, "Virtual warehouse.");
  public static final Parameter<String> SNOWFLAKE_ROLE =
      Parameter.text(WAREHOUSE, "snowflake_role", null, "Role.");
  public static final Parameter<String> SNOWFLAKE_PRIVATE_KEY =
      Parameter.secret(
          WAREHOUSE, "snowflake_private_key", "PKCS#8 PEM, with real line breaks or \\n.");
  public static final Parameter<String> SNOWFLAKE_PRIVATE_KEY_PASSPHRASE =
      Parameter.secret(
          WAREHOUSE, "snowflake_private_key_passphrase", "Where the key is encrypted.");
  public static final Parameter<String> SNOWFLAKE_PASSWORD =
      Parameter.secret(WAREHOUSE, "snowflake_password", "Where there is no key.");
  public static final Parameter<String> SNOWFLAKE_URL =
      Parameter.matching(
          WAREHOUSE,
          "snowflake_url",
          null,
          "jdbc:snowflake://.+",
          "a JDBC URL (jdbc:snowflake://…)",
          "JDBC URL of a private endpoint or an emulator, in place of the account's.");
  public static final Parameter<String> SNOWFLAKE_SECRET =
      Parameter.matching(
          WAREHOUSE,
          "snowflake_secret",
          null,
          SECRET_NAME,
          SECRET_NAME_WORDS,
          "Secret with account, user, warehouse, private_key, for those that are not set.");
  public static final Parameter<String> SNOWFLAKE_DATABASE =
      Parameter.matching(
          WAREHOUSE, "snowflake_database", "ANALYTICS", IDENTIFIER, IDENTIFIER_WORDS, "Database.");
  public static final Parameter<String> SNOWFLAKE_SCHEMA =
      Parameter.matching(
          WAREHOUSE, "snowflake_schema", "BI", IDENTIFIER, IDENTIFIER_WORDS, "Schema.");
  public static final Parameter<String> SNOWFLAKE_WORK_DATABASE =
      Parameter.matching(
          WAREHOUSE,
          "snowflake_work_database",
          null,
          IDENTIFIER,
          IDENTIFIER_WORDS,
          "Database of temporary tables, where the source is read-only (default: snowflake_database).");
  public static final Parameter<String> SNOWFLAKE_WORK_SCHEMA =
      Parameter.matching(
          WAREHOUSE,
          "snowflake_work_schema",
          null,
          IDENTIFIER,
          IDENTIFIER_WORDS,
          "Schema of temporary tables (default: snowflake_schema).");

  public static final Parameter<String> POSTGRES_HOST =
      Parameter.matching(
          STORE,
          "postgres_host",
          null,
          "[^\\s/?@]+",
          "a host's name or address (port, user, password and database are parameters of their own)",
          "Host.");
  public static final Parameter<Integer> POSTGRES_PORT =
      Parameter.whole(STORE, "postgres_port", 5432, 1, 65535, "Port.");
  public static final Parameter<String> POSTGRES_USER =
      Parameter.text(STORE, "postgres_user", null, "User.");
  public static final Parameter<String> POSTGRES_PASSWORD =
      Parameter.secret(STORE, "postgres_password", "Password.");
  public static final Parameter<String> POSTGRES_SECRET =
      Parameter.matching(
          STORE,
          "postgres_secret",
          null,
          SECRET_NAME,
          SECRET_NAME_WORDS,
          "Secret with host, user, password, for those that are not set.");
  public static final Parameter<String> POSTGRES_DATABASE =
      Parameter.text(STORE, "postgres_database", "conflict_management", "Database.");
  public static final Parameter<String> POSTGRES_SCHEMA =
      Parameter.matching(
          STORE,
          "postgres_schema",
          "conflict_dev",
          "[a-z_][a-z0-9_]*",
          "a name of lower-case letters, digits and underscores",
          "Schema.");
  public static final Parameter<String> REPLICA_SCHEMA =
      Parameter.matching(
          STORE,
          "replica_schema",
          "analytics_dev",
          "[a-z_][a-z0-9_]*",
          "a name of lower-case letters, digits and underscores",
          "Schema of the warehouse's tables in the same database, for chunked detection.");
  public static final Parameter<String> POSTGRES_SSLMODE =
      Parameter.matching(
          STORE,
          "postgres_sslmode",
          null,
          "disable|allow|prefer|require|verify-ca|verify-full",
          "one of disable, allow, prefer, require, verify-ca, verify-full",
          "TLS (default: verify-full, on a loopback host prefer).");
  public static final Parameter<String> POSTGRES_SSLROOTCERT =
      Parameter.text(STORE, "postgres_sslrootcert", null, "File of the certificates to trust.");

  public static final Parameter<Boolean> EMAIL_ENABLED =
      Parameter.flag(MAIL, "email_enabled", false, "Send the report by mail.");
  public static final Parameter<String> EMAIL_SENDER =
      Parameter.text(MAIL, "email_sender", null, "Sender.");
  public static final Parameter<String> EMAIL_RECIPIENTS =
      Parameter.text(MAIL, "email_recipients", null, "Recipients, separated by commas.");
  public static final Parameter<String> EMAIL_SUBJECT_PREFIX =
      Parameter.matching(
          MAIL,
          "email_subject_prefix",
          "[conflict management]",
          "\\P{Cntrl}{0,100}",
          "a text of one line and at most 100 characters",
          "Start of the subject.");

  public static final Parameter<String> CRON_DATABASE =
      Parameter.text(NAMES, "cron_database", "postgres", "Database that pg_cron lives in.");
  public static final Parameter<String> CRON_JOB_NAME =
      Parameter.text(
          NAMES,
          "cron_job_name",
          "refresh_mv_payer_conflicts_common",
          "Job that is switched off during a run.");
  public static final Parameter<String> MATERIALIZED_VIEW =
      Parameter.matching(
          NAMES,
          "materialized_view",
          "mv_payer_conflicts_common",
          IDENTIFIER,
          IDENTIFIER_WORDS,
          "Refreshed at the end of a run.");
  public static final Parameter<List<String>> REQUIRED_TABLES =
      Parameter.list(
          NAMES,
          "required_tables",
          "conflicts,conflictvisitmaps,conflictlog_staging,settings,mph,excluded_agency,excluded_ssn,payer_provider_reminders",
          Map.of("type", "string"),
          "a list of table names, separated by commas",
          "Tables that must exist in PostgreSQL.",
          Parameters::tableNames);
  public static final Parameter<List<String>> REQUIRED_WAREHOUSE_TABLES =
      Parameter.list(
          NAMES,
          "required_warehouse_tables",
          "DIMCAREGIVER,DIMCONTRACT,DIMOFFICE,DIMPATIENT,DIMPATIENTADDRESS,DIMPAYER,DIMPAYERPROVIDER,DIMPROVIDER,DIMSERVICECODE,DIMUSER,"
              + "FACTCAREGIVERINSERVICE,FACTVISITCALLPERFORMANCE_CR,FACTVISITCALLPERFORMANCE_DELETED_CR",
          Map.of("type", "string"),
          "a list of table names, separated by commas",
          "Tables that must exist in the warehouse.",
          Parameters::tableNames);

  /** All of them, in the order of the help. */
  public static final List<Parameter<?>> ALL =
      List.of(
          RUN_ID,
          RUN_LOCATION,
          AWS_REGION,
          NOW,
          RUN_DATE,
          ENVIRONMENT,
          LOG_LEVEL,
          LOG_FORMAT,
          METRICS,
          STATEMENT_TIMEOUT_MINUTES,
          LOOKBACK_HOURS,
          LOOKBACK_YEARS,
          LOOKFORWARD_DAYS,
          BATCH_SIZE,
          WRITERS,
          SHARDS,
          SKIP_UNCHANGED_RECORDS,
          ENABLE_ASYMMETRIC_JOIN,
          ENABLE_STALE_CLEANUP,
          ENABLE_INSERT,
          ENABLE_INSERVICE,
          ENABLE_PHASE_B,
          ENABLE_GROUPS,
          ENABLE_MONEY,
          ENABLE_HISTORY,
          ONLY_STEPS,
          REFRESH_MODULE,
          MAX_SOURCE_AGE_HOURS,
          SOURCE_DROP_PERCENT,
          PROVIDER_DROP_PERCENT,
          MAX_VISITS_PER_KEY,
          MAX_RESOLVE_PERCENT,
          ALLOW_EMPTY_SOURCE,
          TARGET_CHUNK_SIZE,
          MAX_CHUNK_SIZE,
          MAX_KEYS_PER_CHUNK,
          MAX_CONCURRENCY,
          LOCK_LEASE_MINUTES,
          SNOWFLAKE_ACCOUNT,
          SNOWFLAKE_USER,
          SNOWFLAKE_WAREHOUSE,
          SNOWFLAKE_ROLE,
          SNOWFLAKE_PRIVATE_KEY,
          SNOWFLAKE_PRIVATE_KEY_PASSPHRASE,
          SNOWFLAKE_PASSWORD,
          SNOWFLAKE_URL,
          SNOWFLAKE_SECRET,
          SNOWFLAKE_DATABASE,
          SNOWFLAKE_SCHEMA,
          SNOWFLAKE_WORK_DATABASE,
          SNOWFLAKE_WORK_SCHEMA,
          POSTGRES_HOST,
          POSTGRES_PORT,
          POSTGRES_USER,
          POSTGRES_PASSWORD,
          POSTGRES_SECRET,
          POSTGRES_DATABASE,
          POSTGRES_SCHEMA,
          REPLICA_SCHEMA,
          POSTGRES_SSLMODE,
          POSTGRES_SSLROOTCERT,
          EMAIL_ENABLED,
          EMAIL_SENDER,
          EMAIL_RECIPIENTS,
          EMAIL_SUBJECT_PREFIX,
          CRON_DATABASE,
          CRON_JOB_NAME,
          MATERIALIZED_VIEW,
          REQUIRED_TABLES,
          REQUIRED_WAREHOUSE_TABLES);

  /** Those that the help of every command shows. */
  public static final List<Parameter<?>> OF_EVERY_TASK =
      List.of(
          RUN_ID,
          RUN_LOCATION,
          AWS_REGION,
          ENVIRONMENT,
          LOG_LEVEL,
          LOG_FORMAT,
          METRICS,
          STATEMENT_TIMEOUT_MINUTES);

  /** What it takes to connect to the store, where its tables are, and how large a pool may be. */
  public static final List<Parameter<?>> OF_THE_STORE =
      List.of(
          POSTGRES_HOST,
          POSTGRES_PORT,
          POSTGRES_USER,
          POSTGRES_PASSWORD,
          POSTGRES_SECRET,
          POSTGRES_DATABASE,
          POSTGRES_SCHEMA,
          POSTGRES_SSLMODE,
          POSTGRES_SSLROOTCERT,
          WRITERS);

  /** Likewise of the warehouse. */
  public static final List<Parameter<?>> OF_THE_WAREHOUSE =
      List.of(
          SNOWFLAKE_ACCOUNT,
          SNOWFLAKE_USER,
          SNOWFLAKE_WAREHOUSE,
          SNOWFLAKE_ROLE,
          SNOWFLAKE_PRIVATE_KEY,
          SNOWFLAKE_PRIVATE_KEY_PASSPHRASE,
          SNOWFLAKE_PASSWORD,
          SNOWFLAKE_URL,
          SNOWFLAKE_SECRET,
          SNOWFLAKE_DATABASE,
          SNOWFLAKE_SCHEMA,
          SNOWFLAKE_WORK_DATABASE,
          SNOWFLAKE_WORK_SCHEMA);

  /** What the window of visit dates goes by. */
  public static final List<Parameter<?>> WINDOW = List.of(NOW, LOOKBACK_YEARS, LOOKFORWARD_DAYS);

  /** And what the delta goes by. */
  public static final List<Parameter<?>> WINDOW_AND_DELTA =
      List.of(NOW, LOOKBACK_HOURS, LOOKBACK_YEARS, LOOKFORWARD_DAYS);

  /** What a task goes by that may take the lock for itself, and then gives all back. */
  public static final List<Parameter<?>> OF_THE_LOCK = List.of(LOCK_LEASE_MINUTES, CRON_DATABASE);

  /** What the last task of a run goes by, which may send the report. */
  public static final List<Parameter<?>> OF_THE_MAIL =
      List.of(EMAIL_ENABLED, EMAIL_SENDER, EMAIL_RECIPIENTS, EMAIL_SUBJECT_PREFIX);

  /**
   * What is looked at before a run starts: both databases' tables, and whether the source is fit.
   */
  public static final List<Parameter<?>> OF_THE_GATE =
      List.of(
          MATERIALIZED_VIEW,
          REQUIRED_TABLES,
          REQUIRED_WAREHOUSE_TABLES,
          REFRESH_MODULE,
          MAX_SOURCE_AGE_HOURS,
          SOURCE_DROP_PERCENT,
          PROVIDER_DROP_PERCENT,
          MAX_VISITS_PER_KEY,
          ALLOW_EMPTY_SOURCE,
          LOOKBACK_YEARS,
          LOOKFORWARD_DAYS,
          ENABLE_INSERVICE);

  private Parameters() {}

  private static Instant instant(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException withoutZone) {
      try {
        return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
      } catch (DateTimeParseException e) {
        throw new IllegalArgumentException("no date and time", e);
      }
    }
  }

  private static List<String> tableNames(String text) {
    List<String> names = Arrays.stream(text.split(",")).map(String::strip).toList();
    if (!names.stream().allMatch(name -> name.matches(IDENTIFIER))) {
      throw new IllegalArgumentException("not a table name");
    }
    return names;
  }
}
