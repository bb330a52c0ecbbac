package org.unstained.command.exploration;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import javax.imageio.ImageIO;
import org.unstained.overlay.WholeFile;

/** Points as an SVG file: dots and letters as such, thumbnails as embedded pictures. */
final class ScatterSvg {
  private ScatterSvg() {}

  /**
   * @param pictures of cells, asked for those that show a thumbnail
   * @throws IOException if the file can't be written; an older one is then as it was
   */
  static void write(
      Path file,
      Scatter points,
      ScatterPlane plane,
      ScatterPainter.Look look,
      IntFunction<BufferedImage> pictures)
      throws IOException {
    WholeFile.write(
        file,
        out -> {
          Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
          all(text, points, plane, look, pictures);
          text.flush();
        });
  }

  private static void all(
      Writer out,
      Scatter points,
      ScatterPlane plane,
      ScatterPainter.Look look,
      IntFunction<BufferedImage> pictures)
      throws IOException {
    int w = plane.width();
    int h = plane.height();
    add(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">\n",
        w,
        h,
        w,
        h);
    add(out, "<rect width=\"%d\" height=\"%d\" fill=\"%s\"/>\n", w, h, hex(look.ground().getRGB()));
    double radius = look.thumbnails() ? Math.min(look.radius(), 2.5) : look.radius();
    add(out, "<g fill-opacity=\"0.85\">\n");
    for (int i : points.order) {
      double x = plane.viewX(points.x[i]);
      double y = plane.viewY(points.y[i]);
      if (x < -radius || y < -radius || x > w + radius || y > h + radius) continue;
      String ring =
          points.chosen.get(i)
              ? " stroke=\"%s\" stroke-width=\"1.5\"".formatted(hex(look.text().getRGB()))
              : "";
      add(
          out,
          "<circle cx=\"%.2f\" cy=\"%.2f\" r=\"%.1f\" fill=\"%s\"%s/>\n",
          x,
          y,
          radius,
          hex(points.colours.rgb()[i]),
          ring);
    }
    add(out, "</g>\n");
    if (look.thumbnails())
      for (int i : ScatterPainter.shown(points, plane, look.side()))
        thumbnail(out, points, plane, look, i, pictures);
    String ink = hex(look.text().getRGB());
    add(out, "<text x=\"10\" y=\"%d\" fill=\"%s\">%s</text>\n", h - 34, ink, escaped(points.yName));
    add(out, "<text x=\"30\" y=\"%d\" fill=\"%s\">%s</text>\n", h - 10, ink, escaped(points.xName));
    add(out, "<path d=\"M26 %d H12 V%d\" fill=\"none\" stroke=\"%s\"/>\n", h - 14, h - 28, ink);
    legend(out, points.colours, w, ink);
    add(out, "</svg>\n");
  }

  private static void thumbnail(
      Writer out,
      Scatter points,
      ScatterPlane plane,
      ScatterPainter.Look look,
      int i,
      IntFunction<BufferedImage> pictures)
      throws IOException {
    int side = look.side();
    double x = plane.viewX(points.x[i]) - side / 2.0;
    double y = plane.viewY(points.y[i]) - side / 2.0;
    add(
        out,
        "<rect x=\"%.2f\" y=\"%.2f\" width=\"%d\" height=\"%d\" fill=\"%s\"/>\n",
        x - 2,
        y - 2,
        side + 4,
        side + 4,
        hex(points.colours.rgb()[i]));
    BufferedImage picture = pictures.apply(i);
    if (picture == null) return;
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(picture, "png", png);
    add(
        out,
        "<image x=\"%.2f\" y=\"%.2f\" width=\"%d\" height=\"%d\" href=\"data:image/png;base64,%s\"/>\n",
        x,
        y,
        side,
        side,
        Base64.getEncoder().encodeToString(png.toByteArray()));
  }

  private static void legend(Writer out, PointColours colours, int width, String ink)
      throws IOException {
    List<ScatterLegend.Line> lines = ScatterLegend.lines(colours);
    double wide = 0;
    for (ScatterLegend.Line line : lines)
      wide =
          Math.max(
              wide,
              org.unstained.report.Canvas.width(line.text())
                  + (line.coloured() ? ScatterLegend.ROW : 0));
    wide = Math.max(wide, 80);
    double x = width - 18 - wide;
    int y = 30;
    for (ScatterLegend.Line line : lines) {
      if (line.coloured())
        add(
            out,
            "<circle cx=\"%.1f\" cy=\"%d\" r=\"5.5\" fill=\"%s\"/>\n",
            x + 5.5,
            y - 4,
            hex(line.rgb()));
      add(
          out,
          "<text x=\"%.1f\" y=\"%d\" fill=\"%s\">%s</text>\n",
          x + (line.coloured() ? ScatterLegend.ROW : 0),
          y,
          ink,
          escaped(line.text()));
      y += ScatterLegend.ROW;
    }
    if (!colours.isScale()) return;
    int high = ScatterLegend.BAR_HEIGHT;
    int steps = 40;
    for (int i = 0; i < steps; i++)
      add(
          out,
          "<rect x=\"%.1f\" y=\"%.1f\" width=\"%d\" height=\"%.1f\" fill=\"%s\"/>\n",
          x,
          y - 8 + (double) i * high / steps,
          ScatterLegend.BAR_WIDTH,
          (double) high / steps + 0.3,
          hex(ColourScale.rgb(1 - (i + 0.5) / steps)));
    double beside = x + ScatterLegend.BAR_WIDTH + 8;
    add(
        out,
        "<text x=\"%.1f\" y=\"%d\" fill=\"%s\">%s</text>\n<text x=\"%.1f\" y=\"%d\" fill=\"%s\">%s</text>\n",
        beside,
        y + 2,
        ink,
        PointColours.text(colours.high()),
        beside,
        y - 8 + high,
        ink,
        PointColours.text(colours.low()));
  }

  private static String hex(int rgb) {
    return "#%06x".formatted(rgb & 0xffffff);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static void add(Writer out, String format, Object... values) throws IOException {
    out.write(String.format(Locale.ROOT, format, values));
  }
}
