package org.unstained.command.counts;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.ResultsTable;
import ij.plugin.filter.Analyzer;
import ij.process.ByteProcessor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.After;
import org.junit.Assume;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.Painted;
import org.unstained.cells.PlaneCells;
import org.unstained.command.CellCommand;
import org.unstained.command.Classified;
import org.unstained.command.Commands;
import org.unstained.command.Input;
import org.unstained.command.Inputs;
import org.unstained.command.analysis.SegmentCells;
import org.unstained.overlay.CellOverlay;

/** Counts of the cells on open images, without a screen. */
public class PlotCountsTest {
  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  @Before
  public void needsNoScreen() {
    Assume.assumeTrue(java.awt.GraphicsEnvironment.isHeadless());
    Analyzer.setResultsTable(new ResultsTable());
  }

  @After
  public void empty() {
    Analyzer.setResultsTable(new ResultsTable());
  }

  /** Frames with discs, without any (but with one bright pixel), with discs, and one more. */
  private static ImagePlus film() {
    ImageStack stack =
        new ImageStack(Painted.discs("a").getWidth(), Painted.discs("a").getHeight());
    for (int frame = 1; frame <= 4; frame++) {
      ByteProcessor empty = new ByteProcessor(stack.getWidth(), stack.getHeight());
      empty.set(3, 3, 200);
      stack.addSlice(frame == 2 ? empty : Painted.discs("a").getProcessor());
    }
    ImagePlus film = new ImagePlus("film.tif", stack);
    film.setDimensions(1, 1, 4);
    film.getCalibration().frameInterval = 5;
    film.getCalibration().setTimeUnit("min");
    return film;
  }

  @Test
  public void aFrameInWhichSegmentationFoundNothingCountsNothing() {
    ImagePlus film = film();
    assertWell(run(SegmentCells.class, film, "planes=all map=false smallest=30"));
    ResultsTable table = counted(film, "");
    assertEquals(4, table.size());
    assertEquals(4, table.getValue("n_cell", 0), 0);
    assertEquals(0, table.getValue("n_cell", 1), 0);
    assertEquals(4, table.getValue("n_cell", 3), 0);
    assertEquals(15, table.getValue("time_min", 3), 0);
    assertEquals("", table.getStringValue("fraction_cell", 1));
  }

  @Test
  public void aFrameThatNobodyHasWorkedOnIsBlank() {
    ImagePlus film = film();
    film.setPosition(1, 1, 3);
    assertWell(run(SegmentCells.class, film, "planes=current map=false smallest=30"));
    ResultsTable table = counted(film, "");
    assertEquals("", table.getStringValue("n_cell", 0));
    assertEquals("", table.getStringValue("total", 1));
    assertEquals(4, table.getValue("n_cell", 2), 0);
    table = counted(film, "empty=zero");
    assertEquals(0, table.getValue("n_cell", 0), 0);
  }

  @Test
  public void segmentingAnEmptyFrameByItselfIsRememberedBesideTheOthers() {
    ImagePlus film = film();
    for (int frame : new int[] {1, 2}) {
      film.setPosition(1, 1, frame);
      assertWell(run(SegmentCells.class, film, "planes=current map=false smallest=30"));
    }
    ResultsTable table = counted(film, "");
    assertEquals(4, table.getValue("n_cell", 0), 0);
    assertEquals(0, table.getValue("n_cell", 1), 0);
    assertEquals("", table.getStringValue("n_cell", 2));
  }

  @Test
  public void classesAndScoresOfTheOverlayCount() {
    ImagePlus image = Classified.image("cells");
    ResultsTable table = counted(image, "score=0.505");
    assertEquals(25, table.getValue("n_Living Cell", 0), 0);
    assertEquals(25, table.getValue("n_Dead Cell", 0), 0);
    assertEquals(0.5, table.getValue("fraction_Dead Cell", 0), 0);
    table = counted(image, "without=[Living Cell]");
    assertEquals(1, table.getValue("fraction_Dead Cell", 0), 0);
  }

  @Test
  public void theTableOfCellsCanBeCountedAndGroupsMadeOfIt() {
    List<PlaneCells> planes = Classified.planes("plate_A01.tif");
    Analyzer.setResultsTable(org.unstained.overlay.CellTable.of(planes));
    PlotCounts command = run(PlotCounts.class, null, "source=table groups=well table=groups");
    assertWell(command);
    ResultsTable table = Analyzer.getResultsTable();
    assertEquals("A01", table.getStringValue("group", 0));
    assertEquals(50, table.getValue("n_Dead Cell_mean", 0), 0);
  }

  @Test
  public void everythingIsSavedOnRequest() throws Exception {
    ImagePlus image = Classified.image("cells");
    Path out = temporary.getRoot().toPath().resolve("of [it]");
    assertWell(run(PlotCounts.class, image, "output=[" + out + "]"));
    for (String file : List.of("report.html", "counts.csv", "counts.png", "fractions.svg"))
      assertTrue(file, Files.size(out.resolve(file)) > 50);
  }

  @Test
  public void whatCannotBeCountedIsRefusedWithARemedy() throws Exception {
    assertFailed(run(PlotCounts.class, null, ""), "no image", "Open");
    assertFailed(run(PlotCounts.class, Painted.discs("a"), ""), "no cells", "Detect Cells");
    assertFailed(run(PlotCounts.class, null, "source=table"), "Results", "Detect Cells");
    assertFailed(run(PlotCounts.class, null, "source=file"), "'file' is empty");
    assertFailed(run(PlotCounts.class, null, "source=file file=nowhere.csv"), "nowhere.csv");
    ImagePlus image = Classified.image("cells");
    assertFailed(run(PlotCounts.class, image, "groups=name"), "pattern");
    assertFailed(run(PlotCounts.class, image, "groups=name pattern=(x"), "(x", "expression");
    assertFailed(run(PlotCounts.class, image, "groups=well"), "cells", "A05");
    assertFailed(run(PlotCounts.class, image, "groups=folder"), "cells", "folder");
    assertFailed(run(PlotCounts.class, image, "classes=nobody"), "nobody", "Dead Cell");
    assertFailed(run(PlotCounts.class, image, "interval=soon"), "soon");
    Path file = temporary.newFile("a.txt").toPath();
    assertFailed(run(PlotCounts.class, image, "output=[" + file + "]"), "a.txt", "folder");
  }

  @Test
  public void whenTheOverlayIsTakenAwayNothingIsKnown() {
    ImagePlus image = Classified.image("cells");
    CellOverlay.remove(image);
    assertFailed(run(PlotCounts.class, image, ""), "no cells");
  }

  private static ResultsTable counted(ImagePlus image, String options) {
    assertWell(run(PlotCounts.class, image, options));
    return Analyzer.getResultsTable();
  }

  private static <T extends CellCommand> T run(Class<T> type, ImagePlus image, String options) {
    T command = type.cast(Commands.create(type));
    for (Input input : Inputs.of(type)) if (input.isImage()) input.value(command, image);
    try {
      Inputs.read(command, options);
      command.run();
    } catch (IllegalArgumentException e) {
      command.fail(e.getMessage());
    }
    return command;
  }

  private static void assertWell(CellCommand command) {
    assertEquals("", command.failure().orElse(""));
  }

  private static void assertFailed(CellCommand command, String... words) {
    String message = command.failure().orElse("");
    for (String word : words) assertTrue(message, message.contains(word));
    assertTrue(!message.isEmpty());
  }
}
