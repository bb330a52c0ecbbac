package org.unstained.report;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.Test;
import org.unstained.report.Series.Style;

/** Plots by themselves, and what they say is below the mouse. */
public class PlotFilesTest {
  private static final Color YELLOW = new Color(0xf0e442);

  private static final LinePlot LINES =
      new LinePlot(
          "a <b>",
          new Axis("frame", 1, 5, false),
          Axis.share("part"),
          Series.of(
                  "one",
                  Style.BANDED,
                  new double[] {1, 2, 3, 5},
                  new double[] {0.5, 0.5, Double.NaN, 0.5})
              .within(
                  new double[] {0.4, 0.4, Double.NaN, 0.25},
                  new double[] {0.6, 0.6, Double.NaN, 0.75}));

  private static final PlatePlot PLATE =
      new PlatePlot(
          "plate",
          "cells",
          0,
          0,
          10,
          0,
          List.of(List.of(0.0, 10.0, Double.NaN), List.of(1.0, 5.0, 7.0)));

  @Test
  public void anSvgFileIsXmlWithItsColours() throws Exception {
    for (Plot plot : List.of(LINES, PLATE)) {
      String svg = PlotFiles.svg(plot, List.of(Color.BLUE), 300, 200);
      var root =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
              .getDocumentElement();
      assertEquals("svg", root.getTagName());
      assertEquals("http://www.w3.org/2000/svg", root.getAttribute("xmlns"));
      assertTrue(svg.contains(".f.first{fill:#0000ff}"));
    }
  }

  @Test
  public void aPictureIsOnWhiteAndHasTheColourOfItsSeries() {
    BufferedImage image = PlotFiles.picture(LINES, List.of(Color.BLUE), 300, 200, 2);
    assertEquals(600, image.getWidth());
    assertEquals(0xffffffff, image.getRGB(599, 300));
    boolean blue = false;
    for (int y = 0; y < 400; y++)
      for (int x = 0; x < 600; x++) blue |= image.getRGB(x, y) == 0xff0000ff;
    assertTrue(blue);
  }

  @Test
  public void coloursThatCannotBeSeenOnTheGroundAreMadeSo() {
    Color light = Palette.LIGHT.withSeries(List.of(YELLOW)).colour(Ink.FIRST);
    assertTrue(Palette.contrast(light, Color.WHITE) >= 3);
    float[] before = Color.RGBtoHSB(YELLOW.getRed(), YELLOW.getGreen(), YELLOW.getBlue(), null);
    float[] after = Color.RGBtoHSB(light.getRed(), light.getGreen(), light.getBlue(), null);
    assertEquals(before[0], after[0], 0.01);
    assertEquals(YELLOW, Palette.DARK.withSeries(List.of(YELLOW)).colour(Ink.FIRST));
    Color dark = Palette.DARK.withSeries(List.of(Color.BLACK)).colour(Ink.FIRST);
    assertTrue(Palette.contrast(dark, Palette.DARK.colour(Ink.GROUND)) >= 3);
    assertEquals(
        Palette.LIGHT.colour(Ink.SECOND),
        Palette.LIGHT.withSeries(List.of(YELLOW)).colour(Ink.SECOND));
  }

  @Test
  public void theBandHasAGapWhereTheLineHasOne() {
    String svg = PlotFiles.svg(LINES, List.of(), 300, 200);
    assertEquals("two shapes", 3, svg.split("<path class=\"f first\"", -1).length);
  }

  @Test
  public void theNearestPointIsFoundWhereItIsDrawn() {
    Spot spot = first(LINES, 300, 200);
    assertEquals("one: 0.500 (0.400–0.600) at frame 1", spot.text());
    assertEquals(0, spot.point());
    Optional<Spot> gap = LINES.at(150 + (spot.x() - 150) / 2, spot.y(), 300, 200);
    assertFalse("frame 3 has no point", gap.map(s -> s.point() == 2).orElse(false));
    assertEquals(Optional.empty(), LINES.at(150, 30, 300, 200));
  }

  private static Spot first(Plot plot, int width, int height) {
    for (int x = 0; x < width; x++)
      for (int y = 0; y < height; y++) {
        Optional<Spot> spot = plot.at(x, y, width, height);
        if (spot.isPresent()) return spot.get();
      }
    throw new AssertionError("nothing found");
  }

  @Test
  public void aWellSaysItsNameAndFigure() {
    Spot first = first(PLATE, 300, 200);
    assertEquals("A01: cells 0", first.text());
    assertEquals("A01: cells 0", PLATE.at(first.x(), first.y(), 300, 200).orElseThrow().text());
    double side = 300; // beyond the last column
    assertEquals(Optional.empty(), PLATE.at(side, first.y(), 300, 200));
    Spot last = null;
    for (int x = 0; x < 300; x++)
      for (int y = 0; y < 200; y++) last = PLATE.at(x, y, 300, 200).orElse(last);
    assertEquals("B03: cells 7", last.text());
  }

  @Test
  public void aBarSaysItsGroupAndValue() {
    BarPlot bars =
        new BarPlot(
            "bars",
            Axis.fromZero("cells", 4),
            List.of("g", "h"),
            List.of(BarPlot.Bars.of("L", 1, 2), BarPlot.Bars.of("D", 3, Double.NaN)));
    assertEquals("g, L: 1", first(bars, 300, 200).text());
    Spot last = null;
    for (int x = 0; x < 300; x++) last = bars.at(x, 60, 300, 200).orElse(last);
    assertEquals("h, D: –", last.text());
  }
}
