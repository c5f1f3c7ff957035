package care.conflict.runtime.aws;

import care.conflict.core.TaskFailure;
import care.conflict.core.parameters.Configuration;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** A secret of AWS Secrets Manager; no error tells anything of what it holds. */
final class SecretValue {
  private SecretValue() {}

  /** The JSON object that it holds. */
  static JsonNode fetch(Configuration configuration, String secret) {
    String what = "fetching the secret " + secret;
    try (SecretsManagerClient client = AwsClients.secretsManager(configuration)) {
      return object(
          secret, client.getSecretValue(request -> request.secretId(secret)).secretString());
    } catch (SdkException e) {
      throw failure(what, e);
    }
  }

  private static TaskFailure failure(String what, SdkException e) {
    if (AwsFailures.isRefusal(e)) {
      return AwsFailures.refused(
          what,
          e,
          "Let the task's role secretsmanager:GetSecretValue on it, and kms:Decrypt on its key if it has one of its own.");
    }
    return switch (AwsFailures.code(e)) {
      case "ResourceNotFoundException" ->
          TaskFailure.misused(
              what + " failed, there is none of this name in the region",
              "Create it, or correct its name or AWS_REGION.");
      case "InvalidRequestException", "InvalidParameterException", "ValidationException" ->
          TaskFailure.misused(
              what + " failed, it is to be deleted or its name is malformed",
              "Restore it, or correct its name.");
      case "DecryptionFailure", "DecryptionFailureException" ->
          TaskFailure.misused(
              what + " failed, it cannot be decrypted",
              "Let the task's role kms:Decrypt on its key.");
      default -> AwsFailures.describe(what, e);
    };
  }

  private static JsonNode object(String secret, String text) {
    try {
      JsonNode value = text == null ? null : new ObjectMapper().readTree(text);
      if (value != null && value.isObject()) {
        return value;
      }
    } catch (JsonProcessingException e) {
      // Its message quotes what could not be read.
    }
    throw TaskFailure.misused(
        "the secret %s holds no JSON object".formatted(secret),
        "Store it as text: an object of keys and values.");
  }
}
