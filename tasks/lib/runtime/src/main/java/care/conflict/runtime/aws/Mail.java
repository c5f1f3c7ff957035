package care.conflict.runtime.aws;

import care.conflict.core.Run;
import care.conflict.core.TaskFailure;
import care.conflict.core.parameters.Parameters;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.Content;

/** A mail through Amazon SES to the configured recipients. */
public final class Mail {
  private Mail() {}

  /** Whether the configuration asks for mail. */
  public static boolean isEnabled(Run run) {
    return run.get(Parameters.EMAIL_ENABLED);
  }

  /** Sends one mail with both forms of its text and no attachment; returns its id. */
  public static String send(Run run, String subject, String html, String text) {
    List<String> recipients = MailAddresses.of(run.get(Parameters.EMAIL_RECIPIENTS));
    String sender = run.get(Parameters.EMAIL_SENDER).strip();
    try (SesV2Client client = AwsClients.mail(run.configuration())) {
      return client
          .sendEmail(
              mail ->
                  mail.fromEmailAddress(sender)
                      .destination(it -> it.toAddresses(recipients))
                      .content(
                          content ->
                              content.simple(
                                  message ->
                                      message
                                          .subject(utf8(subject))
                                          .body(it -> it.html(utf8(html)).text(utf8(text))))))
          .messageId();
    } catch (SdkException e) {
      throw failure("sending the mail", e);
    }
  }

  private static Content utf8(String text) {
    return Content.builder().charset("UTF-8").data(text).build();
  }

  /** SES's own messages name the addresses. */
  private static TaskFailure failure(String what, SdkException e) {
    if (AwsFailures.isRefusal(e)) {
      return AwsFailures.refused(
          what, e, "Let the task's role ses:SendEmail on the sender's identity.");
    }
    return switch (AwsFailures.code(e)) {
      case "MessageRejected", "MailFromDomainNotVerifiedException" ->
          TaskFailure.misused(
              "%s failed, SES refuses it (%s)".formatted(what, AwsFailures.code(e)),
              "Verify the sender's address or domain in SES in this region, in SES's sandbox every recipient too.");
      case "BadRequestException" ->
          TaskFailure.misused(
              what + " failed, SES takes sender or recipients for malformed",
              "Correct EMAIL_SENDER and EMAIL_RECIPIENTS.");
      case "SendingPausedException", "AccountSuspendedException" ->
          TaskFailure.misused(
              what + " failed, sending is paused for this account",
              "See the account's state in SES.");
      default -> AwsFailures.describe(what, e);
    };
  }
}
