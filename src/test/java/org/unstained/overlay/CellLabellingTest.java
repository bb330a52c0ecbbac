package org.unstained.overlay;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.io.FileSaver;
import ij.measure.ResultsTable;
import java.awt.Color;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.cells.Cell;
import org.unstained.cells.Classification;
import org.unstained.cells.Measurements;
import org.unstained.cells.PlaneCells;
import org.unstained.cells.Region;

public class CellLabellingTest {
  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  /**
   * A grid of boxes on each slice; the model says living or dead in turn, of every third nothing.
   */
  private static ImagePlus image(int slices) {
    ImagePlus image = IJ.createImage("cells", "8-bit black", 200, 100, slices);
    CellOverlay.show(image, planes(slices));
    return image;
  }

  private static List<PlaneCells> planes(int slices) {
    List<PlaneCells> planes = new ArrayList<>();
    for (int z = 1; z <= slices; z++) {
      List<Cell> cells = new ArrayList<>();
      for (int i = 1; i <= 12; i++) {
        Region box = Region.rectangle(i, (i - 1) % 4 * 50 + 5, (i - 1) / 4 * 33 + 2, 20, 20);
        Map<String, Double> p = new LinkedHashMap<>();
        p.put("Living Cell", i % 2 == 0 ? 0.75 : 0.25);
        p.put("Dead Cell", i % 2 == 0 ? 0.25 : 0.75);
        Classification what =
            i % 3 == 0
                ? null
                : new Classification(i % 2 == 0 ? "Living Cell" : "Dead Cell", 0.75, p);
        cells.add(new Cell(i, box.box(), 1, 1, box.outline(), Measurements.NONE, what));
      }
      planes.add(new PlaneCells("cells", 1, z, 1, cells));
    }
    return planes;
  }

  private static Roi cell(CellLabelling labelling, int slice, int number) {
    return labelling.cells(1, slice, 1, List.of(number)).get(0);
  }

  @Test
  public void aLabelSetsWhatTheContractSaysAndKeepsWhatTheModelSaid() {
    ImagePlus image = image(1);
    CellLabelling labelling = CellLabelling.of(image);
    Roi roi = cell(labelling, 1, 2);
    labelling.assign(List.of(roi), "Dead Cell");
    assertEquals("Dead Cell 1.00", roi.getName());
    assertEquals("Dead Cell", roi.getProperty("class"));
    assertEquals("hand", roi.getProperty("by"));
    assertEquals(null, ij.WindowManager.getFrame("Log"));
    assertEquals("0.75", roi.getProperty("p_Living Cell"));
    assertEquals(cell(labelling, 1, 1).getGroup(), roi.getGroup());
    assertEquals(cell(labelling, 1, 1).getStrokeColor(), roi.getStrokeColor());
    Classification read = CellOverlay.read(image).get(0).cells().get(1).classification();
    assertTrue(read.byHand());
    assertEquals(1, read.score(), 0);
    assertEquals(0.25, read.probabilities().get("Dead Cell"), 0);
    assertFalse(CellOverlay.read(image).get(0).cells().get(0).classification().byHand());
  }

  @Test
  public void labelsSurviveBeingMeasuredFilteredAndSaved() throws Exception {
    ImagePlus image = image(2);
    CellLabelling labelling = CellLabelling.of(image);
    labelling.assign(List.of(cell(labelling, 2, 3)), "D\u00e4m: [x] 3");
    labelling.changeClass("Dead Cell", "Dead Cell", new Color(0x123456));
    CellOverlay.show(image, CellOverlay.read(image));
    CellFilter.of(image).apply(new FilterSettings(0.9, Set.of()), Map.of());
    CellFilter.of(image).apply(FilterSettings.ALL, Map.of());
    Path file = temporary.getRoot().toPath().resolve("a.tif");
    assertTrue(new FileSaver(image).saveAsTiffStack(file.toString()));
    ImagePlus again = IJ.openImage(file.toString());
    again.setTitle("cells");
    assertEquals(CellOverlay.read(image), CellOverlay.read(again));
    CellLabelling later = CellLabelling.of(again);
    assertEquals(1, later.counts().byHand());
    assertEquals("D\u00e4m: [x] 3", cell(later, 2, 3).getProperty("class"));
    later.assign(later.cells(), "Dead Cell");
    assertEquals(24, later.counts().byHand());
  }

  @Test
  public void undoAndRedoGiveBackEveryStepExactly() {
    ImagePlus image = image(2);
    image.getOverlay().add(new OvalRoi(80, 40, 30, 20));
    CellLabelling labelling = CellLabelling.of(image);
    List<String> states = new ArrayList<>(List.of(describe(labelling)));
    Runnable[] steps = {
      () -> labelling.assign(List.of(cell(labelling, 1, 3)), "Dead Cell"),
      () -> labelling.assign(labelling.cells(1, 2, 1), "Third"),
      () -> labelling.remove(List.of(cell(labelling, 1, 5), cell(labelling, 2, 1))),
      () -> labelling.changeClass("Third", "Other", Color.PINK),
      () -> labelling.add(labelling.drawnInOverlay(), "Other"),
      () -> labelling.assign(List.of(cell(labelling, 1, 13)), null),
      () -> labelling.remove(List.of(cell(labelling, 1, 13), cell(labelling, 1, 2))),
    };
    for (Runnable step : steps) {
      step.run();
      states.add(describe(labelling));
    }
    assertEquals(states.size(), Set.copyOf(states).size());
    List<String> back = new ArrayList<>(List.of(describe(labelling)));
    while (labelling.history().canUndo()) {
      labelling.history().undo();
      if (!describe(labelling).equals(back.get(0))) back.add(0, describe(labelling));
    }
    assertEquals(states, back);
    while (labelling.history().canRedo()) labelling.history().redo();
    assertEquals(states.get(states.size() - 1), describe(labelling));
  }

  private static String describe(CellLabelling labelling) {
    StringBuilder text = new StringBuilder();
    Overlay overlay = labelling.image().getOverlay();
    for (Roi roi : overlay.toArray()) text.append(CellState.of(roi)).append(roi).append('\n');
    for (LabelClass one : labelling.classes())
      if (labelling.counts().all().containsKey(one.name())) text.append(one);
    return text.toString();
  }

  @Test
  public void goingOnReachesEachCellOfEveryPlaneOnceAndLeavesOutThoseDone() {
    ImagePlus image = image(3);
    CellLabelling labelling = CellLabelling.of(image);
    image.setSlice(2);
    List<Roi> seen = new ArrayList<>();
    Optional<Roi> next = labelling.next(null, true);
    assertEquals(2, labelling.position(next.get())[1]);
    while (next.isPresent()) {
      seen.add(next.get());
      labelling.assign(List.of(next.get()), "Living Cell");
      next = labelling.next(next.get(), true);
    }
    assertEquals(36, seen.size());
    assertEquals(36, seen.stream().mapToInt(System::identityHashCode).distinct().count());
    assertEquals(36, labelling.counts().byHand());
    labelling.assign(List.of(seen.get(4), seen.get(9)), null);
    assertSame(seen.get(9), labelling.next(seen.get(4), true).get());
    assertSame(seen.get(4), labelling.next(seen.get(9), true).get());
    assertSame(seen.get(4), labelling.next(seen.get(8), false).get());
    assertEquals(2, labelling.counts().unclassified());
  }

  @Test
  public void aDrawnCellGetsANumberThatNoCellHasOrHad() {
    ImagePlus image = image(1);
    CellFilter.of(image).apply(new FilterSettings(0, Set.of("Dead Cell")), Map.of());
    CellLabelling labelling = CellLabelling.of(image);
    assertEquals(8, labelling.counts().hidden());
    Roi fresh = labelling.add(List.of(new OvalRoi(75, 40, 12, 9)), "Living Cell").get(0);
    assertEquals(13, CellLabelling.number(fresh));
    labelling.remove(List.of(fresh));
    Roi other = labelling.add(List.of(new OvalRoi(75, 40, 12, 9)), null).get(0);
    assertEquals(14, CellLabelling.number(other));
    assertEquals("cell 14", other.getName());
    // The same once more is that cell already.
    assertEquals(List.of(), labelling.add(List.of(new OvalRoi(75, 40, 12, 9)), null));
    CellFilter.of(image).apply(FilterSettings.ALL, Map.of());
    assertEquals(13, CellOverlay.read(image).get(0).cells().size());
  }

  @Test
  public void hiddenCellsComeBackEvenIfMostOfTheOthersAreDeleted() {
    ImagePlus image = image(1);
    CellFilter.of(image).apply(new FilterSettings(0, Set.of("Dead Cell")), Map.of());
    CellLabelling labelling = CellLabelling.of(image);
    assertEquals(4, labelling.cells().size());
    labelling.remove(labelling.cells().subList(0, 3));
    CellFilter.of(image).apply(FilterSettings.ALL, Map.of());
    assertEquals(9, CellOverlay.read(image).get(0).cells().size());
  }

  @Test
  public void aLineOrAnAreaOutsideIsRefusedAndNothingChanges() {
    ImagePlus image = image(1);
    CellLabelling labelling = CellLabelling.of(image);
    String before = describe(labelling);
    for (Roi wrong : List.of(new ij.gui.Line(1, 1, 9, 9), new Roi(900, 900, 9, 9)))
      assertThrows(
          IllegalArgumentException.class,
          () -> labelling.add(List.of(new Roi(60, 30, 5, 5), wrong), "Dead Cell"));
    assertEquals(before, describe(labelling));
    assertFalse(labelling.history().canUndo());
  }

  @Test
  public void cellsThatWereFoundAnewAreTakenAsTheyAre() {
    ImagePlus image = image(1);
    CellLabelling labelling = CellLabelling.of(image);
    labelling.assign(labelling.cells(), "Dead Cell");
    CellOverlay.replace(image, planes(1));
    assertEquals(0, labelling.counts().byHand());
    assertFalse(labelling.history().canUndo());
    assertTrue(labelling.changes().isEmpty());
  }

  @Test
  public void savedLabelsComeBackWithClassesColoursAndHiddenCells() throws Exception {
    ImagePlus image = image(2);
    CellLabelling labelling = CellLabelling.of(image);
    labelling.addClass("Not seen yet", new Color(0x010203));
    labelling.assign(List.of(cell(labelling, 2, 7)), "Dead Cell");
    labelling.add(List.of(new OvalRoi(75, 40, 12, 9)), "Dead Cell");
    List<PlaneCells> all = CellOverlay.read(image);
    CellFilter.of(image).apply(new FilterSettings(0.9, Set.of("Living Cell")), Map.of());
    SavedLabels saved = labelling.saved();
    Path file = temporary.getRoot().toPath().resolve("saved.zip");
    saved.write(file, image);
    ImagePlus again = IJ.createImage("cells", "8-bit black", 200, 100, 2);
    CellLabelling later = CellLabelling.of(again);
    SavedLabels read = SavedLabels.read(file, again);
    later.restore(read);
    assertEquals(all, CellOverlay.read(again));
    assertEquals(saved.state(), later.saved().state());
    assertEquals(new Color(0x010203), later.classes().get(2).colour());
    assertEquals(2, later.counts().byHand());
    later.assign(List.of(cell(later, 1, 1)), "Living Cell");
    assertFalse(saved.state().equals(later.saved().state()));
    // It is an ROI set that ImageJ reads.
    assertEquals(25, CellRois.readRois(file).size());
  }

  @Test
  public void rowsFollowAndKeepTheirOtherColumns() {
    ImagePlus image = image(1);
    ResultsTable table = CellTable.of(CellOverlay.read(image));
    for (int i = 0; i < table.size(); i++) table.setValue("own", i, i * 1.5);
    CellLabelling labelling = CellLabelling.of(image);
    labelling.assign(List.of(cell(labelling, 1, 3)), "Dead Cell");
    labelling.assign(List.of(cell(labelling, 1, 1)), null);
    labelling.remove(List.of(cell(labelling, 1, 5)));
    labelling.add(List.of(new OvalRoi(75, 40, 12, 9)), "Dead Cell");
    LabelledRows.Change change = LabelledRows.update(table, labelling, false);
    assertEquals(List.of(0, 2), change.rows());
    assertEquals(12, table.size());
    assertEquals("Dead Cell", table.getStringValue("class", 2));
    assertEquals(1, table.getValue("score", 2), 0);
    assertEquals("", table.getStringValue("class", 0));
    assertTrue(LabelledRows.update(table, labelling, true).reshaped());
    assertEquals(12, table.size());
    assertEquals(13, table.getValue("cell", 11), 0);
    assertEquals("Dead Cell", table.getStringValue("class", 11));
    assertEquals(6, table.getValue("cell", 4), 0);
    assertEquals(7.5, table.getValue("own", 4), 0);
    assertFalse(LabelledRows.update(new ResultsTable(), labelling, true).ofImage());
  }
}
