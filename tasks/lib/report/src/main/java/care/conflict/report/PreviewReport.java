package care.conflict.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;

/** What a run would change, for people: a page that needs nothing else, or text for a terminal. */
public final class PreviewReport {
  private static final TemplateEngine TEMPLATES =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, null, PreviewReport.class.getPackageName());

  private PreviewReport() {}

  /**
   * One HTML page, without scripts and without anything to load.
   *
   * @param told as docs/preview.schema.json has it
   */
  public static String html(Map<String, Object> told) {
    StringOutput page = new StringOutput();
    TEMPLATES.render("preview.jte", PreviewSeen.of(told), page);
    return page.toString();
  }

  /** The same as text, no line longer than 100 characters. */
  public static String text(Map<String, Object> told) {
    return new PreviewText(PreviewSeen.of(told)).toString();
  }
}
