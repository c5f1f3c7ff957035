package care.conflict.postflight;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;

/** A run as a report for people: a page that needs nothing else, or plain text for the log. */
final class Report {
  private static final TemplateEngine TEMPLATES =
      TemplateEngine.createPrecompiled(null, ContentType.Html, null, Report.class.getPackageName());

  private Report() {}

  /** One HTML page, without scripts and without anything to load. */
  static String html(RunSummary summary) {
    StringOutput page = new StringOutput();
    TEMPLATES.render("report.jte", Page.of(summary), page);
    return page.toString();
  }

  /** What the run came to, in a few words. */
  static String heading(RunSummary summary) {
    return Page.of(summary).outcome().heading();
  }

  /** The same as text, no line longer than 100 characters. */
  static String text(RunSummary summary) {
    return new TextReport(Page.of(summary)).toString();
  }
}
