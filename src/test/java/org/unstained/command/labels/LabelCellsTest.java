package org.unstained.command.labels;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import ij.plugin.filter.Analyzer;
import java.awt.GraphicsEnvironment;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.After;
import org.junit.Assume;
import org.junit.Before;
import org.junit.Test;
import org.unstained.cells.PlaneCells;
import org.unstained.command.Classified;
import org.unstained.command.Input;
import org.unstained.command.Inputs;
import org.unstained.overlay.CellLabelling;
import org.unstained.overlay.CellOverlay;

/** What macros say to Label Cells, and what it records. */
public class LabelCellsTest {
  @Before
  @After
  public void noRows() {
    Assume.assumeTrue("tables are windows with a screen", GraphicsEnvironment.isHeadless());
    Analyzer.setResultsTable(new ResultsTable());
  }

  private static LabelCells run(ImagePlus image, String options) {
    LabelCells command = new LabelCells();
    for (Input input : Inputs.of(LabelCells.class))
      if (input.isImage()) input.value(command, image);
    Inputs.read(command, options);
    command.run();
    return command;
  }

  private static void runWell(ImagePlus image, String options) {
    assertEquals("", run(image, options).failure().orElse(""));
  }

  private static void assertFailed(ImagePlus image, String options, String... words) {
    List<PlaneCells> before = CellOverlay.read(image);
    String message = run(image, options).failure().orElse("(it went well)");
    for (String word : words) assertTrue("'" + word + "' in: " + message, message.contains(word));
    assertEquals(before, CellOverlay.read(image));
  }

  private static List<Integer> ofClass(ImagePlus image, String name) {
    return Arrays.stream(image.getOverlay().toArray())
        .filter(roi -> name.equals(roi.getProperty("class")))
        .filter(CellLabelling::isByHand)
        .map(CellLabelling::number)
        .sorted()
        .toList();
  }

  @Test
  public void numbersRangesAllAndTheUnlabelledAreTaken() {
    ImagePlus image = Classified.image("cells");
    runWell(image, "label=[Dead Cell] cells=3,5-9");
    assertEquals(List.of(3, 5, 6, 7, 8, 9), ofClass(image, "Dead Cell"));
    runWell(image, "label=Other cells=unlabelled colour=#010203");
    assertEquals(94, ofClass(image, "Other").size());
    assertEquals(6, ofClass(image, "Dead Cell").size());
    runWell(image, "label=(none) cells=98-");
    assertEquals(91, ofClass(image, "Other").size());
    assertEquals(0x010203, cell(image, 20).getStrokeColor().getRGB() & 0xffffff);
    runWell(image, "label=[Living Cell] cells=all");
    assertEquals(100, ofClass(image, "Living Cell").size());
  }

  private static Roi cell(ImagePlus image, int number) {
    return CellLabelling.of(image).cells(1, 1, 1, List.of(number)).get(0);
  }

  @Test
  public void rowsThatAreThereFollowAndOthersAreMade() {
    ImagePlus image = Classified.image("cells");
    runWell(image, "label=[Dead Cell] cells=1-3 remove=5");
    ResultsTable table = Analyzer.getResultsTable();
    assertEquals(99, table.size());
    assertEquals("Dead Cell", table.getStringValue("class", 0));
    assertEquals(1, table.getValue("score", 0), 0);
    table.setValue("own", 7, 3);
    runWell(image, "label=[Living Cell] cells=2 table=false");
    assertEquals("Living Cell", Analyzer.getResultsTable().getStringValue("class", 1));
    assertEquals(3, Analyzer.getResultsTable().getValue("own", 7), 0);
    assertEquals(99, Analyzer.getResultsTable().size());
  }

  @Test
  public void withoutATableNoneIsMade() {
    runWell(Classified.image("cells"), "label=x cells=1 table=false");
    assertEquals(0, Analyzer.getResultsTable().size());
  }

  @Test
  public void selectionsAndDrawnAreasBecomeCells() {
    ImagePlus image = IJ.createImage("new", "8-bit black", 60, 60, 3);
    image.setSlice(2);
    image.setRoi(new OvalRoi(10, 10, 9, 7));
    runWell(image, "label=Round cells=selection");
    assertNull(image.getRoi());
    assertEquals(2, CellOverlay.read(image).get(0).slice());
    image.getOverlay().add(new Roi(30, 30, 5, 5));
    runWell(image, "label=Square cells=rois");
    assertEquals(List.of(2), ofClass(image, "Square"));
    assertEquals(3, image.getOverlay().size()); // what was drawn stays
  }

  @Test
  public void whatIsMissingOrWrongIsSaidAndNothingChanges() {
    ImagePlus image = Classified.image("cells");
    assertFailed(image, "", "label", "menu");
    assertFailed(image, "label=x", "cells", "3,5-9");
    assertFailed(image, "label=x cells=101", "101", "cells");
    assertFailed(image, "label=x cells=120-130", "120-130");
    assertFailed(image, "label=x cells=some", "cells", "some");
    assertFailed(image, "label=x cells=selection", "selection");
    assertFailed(image, "label=x cells=rois", "ROI");
    assertFailed(image, "label=x cells=1 colour=nosuch", "colour", "nosuch");
    assertFailed(image, "label=x cells=1 slice=2", "slice 2");
    assertFailed(image, "label=x cells=1 remove=500", "500");
    ImagePlus bare = IJ.createImage("bare", "8-bit black", 9, 9, 1);
    assertFailed(bare, "label=x cells=all", "bare", "Segment Cells");
    image.setRoi(new ij.gui.Line(1, 1, 20, 20));
    assertFailed(image, "label=x cells=selection", "area");
  }

  @Test
  public void linesOfWhatWasDoneDoItAgain() {
    ImagePlus image = stack();
    CellLabelling labelling = CellLabelling.of(image);
    labelling.assign(labelling.cells(1, 2, 1, List.of(1, 2, 3, 7)), "Odd [x] \"y\"");
    labelling.assign(labelling.cells(1, 1, 1, List.of(4)), null);
    labelling.assign(labelling.cells(1, 3, 1), "Dead Cell");
    labelling.remove(labelling.cells(1, 1, 1, List.of(8, 9, 12)));
    image.setSlice(3);
    labelling.add(List.of(new OvalRoi(0, 0, 8, 6), new Roi(100, 0, 8, 6)), "Dead Cell");
    List<String> lines = LabelLines.of(image, labelling.changes());
    ImagePlus again = stack();
    again.setSlice(3);
    for (String line : lines) {
      if (line.startsWith("run"))
        runWell(
            again,
            line.substring(line.indexOf(", \"") + 3, line.lastIndexOf("\")"))
                .replaceAll("\\\\(.)", "$1"));
      else again.setRoi(selection(line));
    }
    assertEquals(String.join("\n", lines), CellOverlay.read(image), CellOverlay.read(again));
    assertTrue(lines.toString(), lines.get(0).contains("cells=4 slice=1"));
    assertTrue(lines.toString(), lines.stream().anyMatch(l -> l.contains("remove=8-9,12 slice=1")));
  }

  private static ImagePlus stack() {
    ImagePlus image = IJ.createImage("cells", "8-bit ramp", 220, 220, 3);
    PlaneCells one = Classified.planes("cells").get(0);
    CellOverlay.show(
        image,
        IntStream.rangeClosed(1, 3)
            .mapToObj(z -> new PlaneCells("cells", 1, z, 1, one.cells()))
            .toList());
    return image;
  }

  /** What ImageJ makes of such a line. */
  private static Roi selection(String line) {
    int[][] numbers =
        Arrays.stream(
                line.replaceAll("^.*?\\(|\\);", "")
                    .replaceAll("\"traced\", ", "")
                    .split("\\)?, newArray\\(|newArray\\(|\\)"))
            .filter(part -> !part.isBlank())
            .map(
                part ->
                    Arrays.stream(part.split(","))
                        .map(String::strip)
                        .mapToInt(Integer::parseInt)
                        .toArray())
            .toArray(int[][]::new);
    if (line.startsWith("makeRectangle"))
      return new Roi(numbers[0][0], numbers[0][1], numbers[0][2], numbers[0][3]);
    return new ij.gui.PolygonRoi(numbers[0], numbers[1], numbers[0].length, Roi.TRACED_ROI);
  }

  @Test
  public void labelsOfAPersonAreMarkedAndThoseOfAModelAreNot() {
    ImagePlus image = Classified.image("cells");
    runWell(image, "label=[Dead Cell] cells=1");
    assertTrue(CellOverlay.read(image).get(0).cells().get(0).classification().byHand());
    assertFalse(CellOverlay.read(image).get(0).cells().get(1).classification().byHand());
  }
}
