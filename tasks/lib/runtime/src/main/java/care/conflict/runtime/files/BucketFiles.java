package care.conflict.runtime.files;

import care.conflict.core.Run;
import care.conflict.core.TaskFailure;
import care.conflict.runtime.aws.AwsClients;
import care.conflict.runtime.aws.AwsFailures;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Files below a prefix of an S3 bucket. An object is there whole or not at all; how it is encrypted
 * is up to the bucket.
 *
 * @param prefix empty, or with a slash at its end
 */
record BucketFiles(String bucket, String prefix, Run run) implements RunFiles {
  static final String SCHEME = "s3://";

  /** A task that was told to stop has 30 seconds for everything. */
  private static final Duration WHEN_STOPPED = Duration.ofSeconds(8);

  static BucketFiles at(String location, Run run) {
    String[] parts = location.substring(SCHEME.length()).split("/", 2);
    String path = parts.length < 2 ? "" : parts[1].replaceAll("^/+|/+$", "");
    return new BucketFiles(parts[0], path.isEmpty() ? "" : path + "/", run);
  }

  @Override
  public Optional<String> read(String name) {
    return asked(
        "reading " + name,
        () -> {
          try {
            return Optional.of(
                client()
                    .getObjectAsBytes(
                        request ->
                            request
                                .bucket(bucket)
                                .key(prefix + name)
                                .overrideConfiguration(it -> it.apiCallTimeout(patience())))
                    .asUtf8String());
          } catch (NoSuchKeyException e) {
            return Optional.empty();
          }
        });
  }

  @Override
  public String write(String name, String text) {
    return asked(
        "writing " + name,
        () -> {
          client()
              .putObject(
                  request ->
                      request
                          .bucket(bucket)
                          .key(prefix + name)
                          .contentType(type(name))
                          .overrideConfiguration(it -> it.apiCallTimeout(patience())),
                  RequestBody.fromString(text));
          return place(name);
        });
  }

  /** Only writing tells whether writing is allowed. */
  @Override
  public void tryOut(String task, String beginning) {
    write(task + STARTED, beginning);
  }

  private S3Client client() {
    return AwsClients.s3(run.configuration());
  }

  private Duration patience() {
    return run.stopReason() == null ? AwsClients.PATIENCE : WHEN_STOPPED;
  }

  private String place(String name) {
    return SCHEME + bucket + "/" + prefix + name;
  }

  private static String type(String name) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "json" -> "application/json";
      case "html" -> "text/html; charset=utf-8";
      default -> "text/plain; charset=utf-8";
    };
  }

  private <T> T asked(String doing, Supplier<T> question) {
    try {
      return question.get();
    } catch (SdkException e) {
      throw failure("run location %s: %s".formatted(place(""), doing), e);
    }
  }

  private TaskFailure failure(String what, SdkException e) {
    return switch (AwsFailures.code(e)) {
      case "NoSuchBucket" ->
          TaskFailure.misused(
              what + " failed, there is no bucket " + bucket,
              "Create the bucket, or correct RUN_LOCATION.");
      case "PermanentRedirect",
          "AuthorizationHeaderMalformed",
          "IllegalLocationConstraintException" ->
          TaskFailure.misused(
              what + " failed, the bucket is in another region", "Set AWS_REGION to the bucket's.");
      default ->
          AwsFailures.isRefusal(e)
              ? AwsFailures.refused(
                  what,
                  e,
                  "Let the task's role s3:GetObject and s3:PutObject on arn:aws:s3:::%s/%s* and s3:ListBucket on the bucket, and use its KMS key if it has one."
                      .formatted(bucket, prefix))
              : AwsFailures.describe(what, e);
    };
  }
}
