package org.unstained.annotation;

import org.unstained.cells.Box;

/** An annotation as the XML of a Pascal VOC file. */
final class VocText {
  private VocText() {}

  static String of(AnnotatedImage image) {
    StringBuilder xml = new StringBuilder(300 + 300 * image.boxes().size());
    xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<annotation>\n");
    xml.append("\t<filename>").append(escaped(image.name())).append("</filename>\n");
    if (image.hasSize())
      xml.append("\t<size>\n\t\t<width>")
          .append(image.width())
          .append("</width>\n\t\t<height>")
          .append(image.height())
          .append("</height>\n\t</size>\n");
    xml.append("\t<segmented>0</segmented>\n");
    for (AnnotatedBox box : image.boxes()) append(xml, box);
    return xml.append("</annotation>\n").toString();
  }

  private static void append(StringBuilder xml, AnnotatedBox annotated) {
    Box box = annotated.box();
    xml.append("\t<object>\n\t\t<name>")
        .append(escaped(annotated.className()))
        .append("</name>\n\t\t<pose>Unspecified</pose>\n\t\t<truncated>")
        .append(annotated.truncated() ? 1 : 0)
        .append("</truncated>\n\t\t<difficult>")
        .append(annotated.difficult() ? 1 : 0)
        .append("</difficult>\n\t\t<bndbox>\n");
    corner(xml, "xmin", box.x());
    corner(xml, "ymin", box.y());
    corner(xml, "xmax", box.x() + box.width());
    corner(xml, "ymax", box.y() + box.height());
    xml.append("\t\t</bndbox>\n\t</object>\n");
  }

  private static void corner(StringBuilder xml, String name, double value) {
    xml.append("\t\t\t<").append(name).append('>').append(Decimals.plain(value));
    xml.append("</").append(name).append(">\n");
  }

  private static String escaped(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                default -> {
                  if (c < 0x20
                      || c == 0x7F
                      || c >= 0xD800 && c < 0xE000
                      || c == 0xFFFE
                      || c == 0xFFFF)
                    throw new IllegalArgumentException(
                        "XML can't hold the character %#x of the name '%s'".formatted(c, text));
                  safe.appendCodePoint(c);
                }
              }
            });
    return safe.toString();
  }
}
