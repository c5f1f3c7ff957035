package care.conflict.runtime.aws;

import care.conflict.core.TaskFailure;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** Failures of AWS in our words: what was asked may be in its own. */
public final class AwsFailures {
  private static final int FORBIDDEN = 403;

  /** Refusals that some services answer with another status. */
  private static final Set<String> REFUSALS =
      Set.of("AccessDeniedException", "InvalidClientTokenId", "UnrecognizedClientException");

  /** Refusals that pass: a role's keys are renewed, clocks are set, bursts end. */
  private static final Set<String> PASSING =
      Set.of("ExpiredToken", "ExpiredTokenException", "RequestTimeTooSkewed", "RequestExpired");

  private AwsFailures() {}

  /** The code that a service answered with, empty where none did. */
  public static String code(SdkException e) {
    return e instanceof AwsServiceException answer
            && answer.awsErrorDetails() != null
            && answer.awsErrorDetails().errorCode() != null
        ? answer.awsErrorDetails().errorCode()
        : "";
  }

  /** Whether it is not allowed, as long as nobody changes that. */
  public static boolean isRefusal(SdkException e) {
    int status = e instanceof AwsServiceException answer ? answer.statusCode() : 0;
    return REFUSALS.contains(code(e)) || (status == FORBIDDEN && !PASSING.contains(code(e)));
  }

  /** What is not allowed. */
  public static TaskFailure refused(String what, SdkException e, String advice) {
    String code = code(e).isEmpty() ? Integer.toString(FORBIDDEN) : code(e);
    return TaskFailure.misused("%s is not allowed (%s)".formatted(what, code), advice);
  }

  /** What is the same for every service. */
  public static TaskFailure describe(String what, SdkException e) {
    String message = String.valueOf(e.getMessage());
    if (message.startsWith("Unable to load region")) {
      return TaskFailure.misused(what + " failed, no region is set", "Set AWS_REGION.");
    }
    if (message.startsWith("Unable to load credentials")) {
      return TaskFailure.failed(
          what + " failed, there are no AWS credentials",
          "On ECS give the task a role; elsewhere set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.");
    }
    if (e instanceof AwsServiceException answer) {
      return TaskFailure.failed(
          "%s failed (%d %s)".formatted(what, answer.statusCode(), code(e)).replace(" )", ")"),
          "Run the task again; if it fails again, look the code up in AWS's documentation.");
    }
    return TaskFailure.failed(
        what + " failed, " + (isTimeout(e) ? "no answer in time" : "AWS cannot be reached"),
        "Check the network: a NAT gateway or VPC endpoints, AWS_REGION, AWS_ENDPOINT_URL. Run the task again.");
  }

  private static boolean isTimeout(SdkException e) {
    return e instanceof ApiCallTimeoutException || e instanceof ApiCallAttemptTimeoutException;
  }
}
