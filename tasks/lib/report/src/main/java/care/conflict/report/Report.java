package care.conflict.report;

import care.conflict.core.Counts;
import care.conflict.core.EventLog;
import care.conflict.core.Run;
import care.conflict.core.parameters.Parameters;
import care.conflict.runtime.aws.Mail;
import care.conflict.runtime.files.RunLocation;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;

/** A run as a report for people: a page that needs nothing else, or plain text for the log. */
public final class Report {
  /** The step whose failure people do not see: their dashboards go on showing what was before. */
  public static final String DASHBOARDS = "refresh_view";

  private static final TemplateEngine TEMPLATES =
      TemplateEngine.createPrecompiled(null, ContentType.Html, null, Report.class.getPackageName());

  private Report() {}

  /** To the log as text, and to the run location: report.html and report.txt. */
  public static void write(Run run, RunSummary summary) throws IOException {
    String text = text(summary);
    text.lines().forEach(line -> run.log().log(EventLog.Level.INFO, "report", "line", line));
    String place = RunLocation.write(run, "report.html", html(summary));
    RunLocation.write(run, "report.txt", text);
    run.detail("report", place);
    run.log().log(EventLog.Level.INFO, "report written", "place", place);
  }

  /** As a mail to whom the configuration names: the page and the text, without attachment. */
  public static Counts mail(Run run, RunSummary summary) {
    String subject =
        "%s %s: %s"
            .formatted(
                run.get(Parameters.EMAIL_SUBJECT_PREFIX),
                summary.environment(),
                Page.of(summary).outcome().heading())
            .strip();
    String id = Mail.send(run, subject, html(summary), text(summary));
    run.log().log(EventLog.Level.INFO, "mail sent", "id", id);
    return Counts.NONE;
  }

  /** One HTML page, without scripts and without anything to load. */
  public static String html(RunSummary summary) {
    StringOutput page = new StringOutput();
    TEMPLATES.render("report.jte", Page.of(summary), page);
    return page.toString();
  }

  /** The same as text, no line longer than 100 characters. */
  public static String text(RunSummary summary) {
    return new TextReport(Page.of(summary)).toString();
  }
}
