package org.unstained.report;

import java.awt.Color;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.unstained.report.Part.Notice;
import org.unstained.report.Part.Picture;
import org.unstained.report.Part.Plots;
import org.unstained.report.Part.Term;
import org.unstained.report.Part.Terms;
import org.unstained.report.Part.Text;

/**
 * A report as one HTML page that loads nothing: plots are SVG, pictures are within. It follows the
 * reader's choice of light or dark and is light on paper. All text is escaped.
 */
public final class Html {
  private static final double WIDTH = 460;
  private static final double HEIGHT = 320;
  private static final Pattern DOI = Pattern.compile("doi:(10\\.[0-9]+/\\S+)");

  private static final String STYLE =
      """
      body{font:15px/1.45 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;
      background:var(--ground);color:var(--text)}
      h1{font-size:1.6rem;margin:0 0 .3rem}h2{font-size:1.15rem;margin:2rem 0 .6rem;
      border-bottom:1px solid var(--grid);padding-bottom:.2rem}
      .about,caption,figcaption,dt small{color:var(--quiet)}.about{white-space:pre-line}
      .notice{border-left:4px solid var(--second);background:var(--grid);padding:.5rem .8rem}
      .wide{overflow-x:auto}table{border-collapse:collapse;margin:.6rem 0;font-size:.92rem}
      caption{text-align:left;padding:.2rem 0}th,td{padding:.22rem .6rem;text-align:left;
      border-bottom:1px solid var(--grid);vertical-align:top}th{font-weight:600}
      td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
      .plots{display:flex;flex-wrap:wrap;gap:1rem}svg{max-width:100%;height:auto;
      font:12px system-ui,sans-serif}img{max-width:100%}figure{margin:.6rem 0}
      dt{font-weight:600;margin-top:.5rem}dd{margin:0 0 0 1rem}a{color:var(--first)}
      .l{stroke-width:1;fill:none}.c{stroke-width:1.8;fill:none;stroke-linejoin:round}
      @media print{body{max-width:none;margin:0;font-size:11pt}
      figure,tr,.notice,svg,dd{break-inside:avoid}h2{break-after:avoid}.wide{overflow:visible}
      thead{display:table-header-group}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
      """;

  private Html() {}

  public static String of(Report report) {
    return of(report, List.of());
  }

  /**
   * @param series colours of the series of all plots; those that aren't named are as ever
   */
  public static String of(Report report, List<Color> series) {
    StringBuilder page = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n");
    page.append("<meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .append("<meta name=\"color-scheme\" content=\"light dark\">\n")
        .append("<title>")
        .append(escaped(report.title()))
        .append("</title>\n<style>\n")
        .append(colours(Palette.LIGHT.withSeries(series), ":root"))
        .append("@media screen and (prefers-color-scheme:dark){")
        .append(colours(Palette.DARK.withSeries(series), ":root"))
        .append("}\n")
        .append(STYLE);
    for (Ink ink : Ink.values())
      page.append(
          ".f.%1$s{fill:var(--%1$s)}.l.%1$s,.c.%1$s{stroke:var(--%1$s)}\n"
              .formatted(ink.cssName()));
    page.append("</style>\n</head>\n<body>\n<h1>")
        .append(escaped(report.title()))
        .append("</h1>\n<p class=\"about\">")
        .append(escaped(report.about()))
        .append("</p>\n");
    for (Report.Section section : report.sections()) {
      page.append("<section>\n");
      if (!section.title().isEmpty())
        page.append("<h2>").append(escaped(section.title())).append("</h2>\n");
      section.parts().forEach(part -> add(page, part));
      page.append("</section>\n");
    }
    return page.append("</body>\n</html>\n").toString();
  }

  private static String colours(Palette palette, String selector) {
    StringBuilder css = new StringBuilder(selector).append('{');
    for (Ink ink : Ink.values())
      css.append(
          String.format(
              Locale.ROOT, "--%s:#%06x;", ink.cssName(), palette.colour(ink).getRGB() & 0xffffff));
    return css.append("}\n").toString();
  }

  private static void add(StringBuilder page, Part part) {
    if (part instanceof Text text) paragraph(page, "", text.words());
    else if (part instanceof Notice notice) paragraph(page, " class=\"notice\"", notice.words());
    else if (part instanceof Table table) add(page, table);
    else if (part instanceof Terms terms) add(page, terms);
    else if (part instanceof Plots plots) {
      page.append("<div class=\"plots\">\n");
      for (Plot plot : plots.plots())
        page.append("<figure>").append(SvgCanvas.of(plot, WIDTH, HEIGHT)).append("</figure>\n");
      page.append("</div>\n");
    } else if (part instanceof Picture picture)
      page.append("<figure><img alt=\"")
          .append(escaped(picture.caption()))
          .append("\" src=\"data:image/png;base64,")
          .append(Base64.getEncoder().encodeToString(picture.png()))
          .append("\"><figcaption>")
          .append(escaped(picture.caption()))
          .append("</figcaption></figure>\n");
  }

  private static void paragraph(StringBuilder page, String kind, String words) {
    page.append("<p").append(kind).append('>').append(linked(words)).append("</p>\n");
  }

  private static void add(StringBuilder page, Terms terms) {
    page.append("<dl>\n");
    for (Term term : terms.terms()) {
      page.append("<dt>")
          .append(escaped(term.name()))
          .append("</dt><dd>")
          .append(linked(term.meaning()));
      if (!term.source().isEmpty()) page.append(" (").append(linked(term.source())).append(')');
      page.append("</dd>\n");
    }
    page.append("</dl>\n");
  }

  private static void add(StringBuilder page, Table table) {
    page.append("<div class=\"wide\"><table>\n");
    if (!table.caption().isEmpty())
      page.append("<caption>").append(escaped(table.caption())).append("</caption>\n");
    page.append("<thead><tr>");
    for (int c = 0; c < table.columns().size(); c++)
      page.append("<th")
          .append(table.isNumeric(c) ? " class=\"n\">" : ">")
          .append(escaped(table.columns().get(c)))
          .append("</th>");
    page.append("</tr></thead>\n<tbody>\n");
    for (var row : table.rows()) {
      page.append("<tr>");
      for (int c = 0; c < row.size(); c++)
        page.append("<td")
            .append(table.isNumeric(c) ? " class=\"n\">" : ">")
            .append(escaped(row.get(c)))
            .append("</td>");
      page.append("</tr>\n");
    }
    page.append("</tbody>\n</table></div>\n");
  }

  /** Escaped, with DOIs as links. */
  private static String linked(String words) {
    Matcher found = DOI.matcher(escaped(words));
    return found.replaceAll(
        m -> {
          String doi = m.group(1);
          int end = doi.length();
          while (end > 0 && ".,;)".indexOf(doi.charAt(end - 1)) >= 0) end--;
          String name = doi.substring(0, end);
          return Matcher.quoteReplacement(
              "<a href=\"https://doi.org/%1$s\">doi:%1$s</a>%2$s"
                  .formatted(name, doi.substring(end)));
        });
  }

  /** Fit for HTML text and attributes; what XML can't hold becomes U+FFFD. */
  static String escaped(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> {
                  boolean odd =
                      c < 32 && c != '\n' && c != '\t' || c == 127 || c >= 0xd800 && c <= 0xdfff;
                  safe.appendCodePoint(odd ? 0xfffd : c);
                }
              }
            });
    return safe.toString();
  }
}
