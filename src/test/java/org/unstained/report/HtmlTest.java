package org.unstained.report;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.Test;
import org.unstained.report.Part.Notice;
import org.unstained.report.Part.Picture;
import org.unstained.report.Part.Plots;
import org.unstained.report.Part.Term;
import org.unstained.report.Part.Terms;
import org.unstained.report.Part.Text;
import org.unstained.report.Report.Section;
import org.unstained.report.Series.Style;
import org.xml.sax.InputSource;

public class HtmlTest {
  private static final String NASTY =
      "</script><img src=x onerror=alert(1)> \"O'Neill\" & co\u0001";

  static Report report() {
    double[] x = {0, 0.1, 0.4, 0.7, 1};
    Plot curve =
        new LinePlot(
            "ROC " + NASTY,
            Axis.share("1 − specificity"),
            Axis.share("sensitivity"),
            Series.of("living", Style.LINE, x, new double[] {0, 0.6, 0.85, 0.95, 1})
                .within(new double[] {0, 0.5, 0.8, 0.9, 1}, new double[] {0.1, 0.7, 0.9, 0.98, 1}),
            Series.of("dead", Style.MARKED, x, new double[] {0, 0.4, Double.NaN, 0.9, 1}),
            Series.of("cells", Style.POINTS, x, new double[] {0.1, 0.2, 0.3, 0.2, 0.6}),
            Series.reference("chance", 0, 0, 1, 1));
    Plot matrix =
        new MatrixPlot(
            "Confusion matrix",
            "is",
            "called",
            List.of("Living Cell", "Dead Cell", NASTY),
            List.of("Living Cell", "Dead Cell", "a very long name of a class"),
            List.of(List.of(180L, 12L, 0L), List.of(9L, 77L, 3L), List.of(0L, 0L, 0L)));
    Plot bars =
        new BarPlot(
            "AP50 by class",
            Axis.share("AP50"),
            List.of("RBC", "WBC", "Platelets"),
            List.of(
                new BarPlot.Bars(
                    "small network",
                    List.of(0.8, 0.95, Double.NaN),
                    List.of(0.7, 0.9, Double.NaN),
                    List.of(0.85, 0.98, Double.NaN)),
                BarPlot.Bars.of("k-NN", 0.6, 0.7, 0.5)));
    Plot k =
        new LinePlot(
            "Neighbours",
            Axis.logarithmic("k", 1, 300),
            Axis.around("F1", 0.81, 0.93),
            Series.of(
                "",
                Style.MARKED,
                new double[] {1, 3, 10, 31, 100, 300},
                new double[] {0.81, 0.88, 0.92, 0.93, 0.91, 0.84}));
    return new Report(
        "Evaluation of " + NASTY,
        "64 images, 1 200 cells",
        List.of(
            new Section("", new Notice("2 of the test images were in training.")),
            new Section(
                "Scores",
                new Text("See doi:10.1109/TPAMI.2023.1234."),
                new Table(
                    "Pooled",
                    List.of("class", "AP50", "F1 (95 %)"),
                    List.of(
                        List.of(NASTY, Numbers.text(0.91234), Numbers.withInterval(0.9, 0.8, 0.95)),
                        List.of("none", Numbers.text(Double.NaN), Numbers.NONE)))),
            new Section("Plots", new Plots(curve, matrix, bars, k)),
            new Section("Picture", new Picture(new byte[] {1, 2, 3}, NASTY)),
            new Section(
                "Meaning", new Terms(List.of(new Term("F1", "harmonic mean", "doi:10.1/x"))))));
  }

  @Test
  public void aReportIsWellFormedAndHoldsNothingButWhatItWasGiven() throws Exception {
    String page = Html.of(report());
    String xml =
        page.replace("<!DOCTYPE html>", "")
            .replaceAll("(<meta[^>]*)>", "$1/>")
            .replaceAll("(<img [^>]*)>", "$1/>");
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(xml)));
    assertEquals(0, document.getElementsByTagName("script").getLength());
    assertEquals("only the picture", 1, document.getElementsByTagName("img").getLength());
    assertEquals(4, document.getElementsByTagName("svg").getLength());
    assertTrue(
        document.getElementsByTagName("h1").item(0).getTextContent().contains("\"O'Neill\" & co"));
    assertFalse(
        "loads something", page.matches("(?s).*(src|href)=\"(?!data:|https://doi\\.org/).*"));
    assertTrue(page.contains("<a href=\"https://doi.org/10.1109/TPAMI.2023.1234\">"));
  }

  @Test
  public void aFigureThatDoesNotExistIsADashEverywhere() {
    assertEquals("–", Numbers.text(Double.NaN));
    assertEquals("–", Numbers.withInterval(Double.NaN, 0, 1));
    assertEquals("0.500", Numbers.withInterval(0.5, Double.NaN, Double.NaN));
    assertEquals("–", Numbers.withSpread(Double.NaN, 0));
    assertEquals("–", Numbers.probability(Double.NaN));
    assertTrue(report().tables().get(0).isNumeric(1));
    assertTrue(report().tables().get(0).isNumeric(2));
    assertFalse(report().tables().get(0).isNumeric(0));
    assertFalse(Html.of(report()).contains("NaN"));
  }

  @Test
  public void aTableIsQuotedAsCsv() {
    Table table =
        new Table("", List.of("a", "b"), List.of(List.of("x,y", "say \"so\""), List.of("1", "")));
    assertEquals("a,b\n\"x,y\",\"say \"\"so\"\"\"\n1,\n", table.csv());
    assertThrows(
        IllegalArgumentException.class,
        () -> new Table("", List.of("a", "b"), List.of(List.of("only one"))));
  }

  @Test
  public void axesMarkRoundValues() {
    assertEquals(
        List.of(0.0, 0.2, 0.4, 0.6, 0.8, 1.0),
        Axis.share("").marks().stream().map(m -> Math.round(m * 1e9) / 1e9).toList());
    assertEquals(List.of(1.0, 2.0, 5.0, 10.0, 20.0, 50.0), new Axis("k", 1, 60, true).marks());
    assertThrows(IllegalArgumentException.class, () -> new Axis("", 1, 1, false));
    Axis one = Axis.around("all alike", 3, 3, Double.NaN);
    assertTrue(one.low() < 3 && one.high() > 3);
  }

  @Test
  public void theSamePlotsAreDrawnOnAScreenInBothPalettes() {
    for (Palette palette : List.of(Palette.LIGHT, Palette.DARK))
      for (Part part : report().sections().get(2).parts())
        for (Plot plot : ((Plots) part).plots()) {
          BufferedImage picture = new BufferedImage(460, 320, BufferedImage.TYPE_INT_RGB);
          var g = picture.createGraphics();
          g.setColor(palette.colour(Ink.GROUND));
          g.fillRect(0, 0, 460, 320);
          plot.draw(new GraphicsCanvas(g, palette), 460, 320);
          g.dispose();
          assertTrue(
              plot.title() + " has the colour of its first series",
              has(picture, palette.colour(Ink.FIRST)));
        }
  }

  private static boolean has(BufferedImage picture, Color colour) {
    int near = 0;
    for (int y = 30; y < picture.getHeight(); y++)
      for (int x = 0; x < picture.getWidth(); x++) {
        Color c = new Color(picture.getRGB(x, y));
        if (Math.abs(c.getRed() - colour.getRed())
                + Math.abs(c.getGreen() - colour.getGreen())
                + Math.abs(c.getBlue() - colour.getBlue())
            < 90) near++;
      }
    return near > 20;
  }
}
