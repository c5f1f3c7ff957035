package care.conflict.runtime.aws;

import care.conflict.core.parameters.Configuration;
import care.conflict.core.parameters.Parameters;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sesv2.SesV2Client;

/**
 * Clients of AWS, made when they are first asked for: a task that is given folders and values never
 * loads their classes. Region by AWS_REGION, else as every AWS program finds it; address by
 * AWS_ENDPOINT_URL where it is set.
 */
public final class AwsClients {
  /** For one question with its repetitions. */
  public static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Duration FOR_ONE_TRY = Duration.ofSeconds(6);
  private static final Duration TO_CONNECT = Duration.ofSeconds(3);

  /** By region: a process has one. */
  private static final Map<String, S3Client> S3 = new ConcurrentHashMap<>();

  private AwsClients() {}

  /** Kept: a task reads and writes several files. */
  public static S3Client s3(Configuration configuration) {
    return S3.computeIfAbsent(
        configuration.find(Parameters.AWS_REGION).orElse(""),
        it -> built(S3Client.builder(), configuration));
  }

  /** To be closed. */
  static SecretsManagerClient secretsManager(Configuration configuration) {
    return built(SecretsManagerClient.builder(), configuration);
  }

  /** To be closed. */
  static SesV2Client mail(Configuration configuration) {
    return built(SesV2Client.builder(), configuration);
  }

  private static <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C built(
      B builder, Configuration configuration) {
    configuration
        .find(Parameters.AWS_REGION)
        .ifPresent(region -> builder.region(Region.of(region)));
    return builder
        .httpClientBuilder(
            UrlConnectionHttpClient.builder()
                .connectionTimeout(TO_CONNECT)
                .socketTimeout(FOR_ONE_TRY))
        .overrideConfiguration(it -> it.apiCallTimeout(PATIENCE).apiCallAttemptTimeout(FOR_ONE_TRY))
        .build();
  }
}
