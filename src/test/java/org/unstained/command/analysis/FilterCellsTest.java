package org.unstained.command.analysis;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import ij.plugin.filter.Analyzer;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.unstained.command.Classified;
import org.unstained.command.Input;
import org.unstained.command.Inputs;
import org.unstained.overlay.CellTable;

public class FilterCellsTest {

  @Before
  @After
  public void clear() {
    Analyzer.setResultsTable(new ResultsTable());
  }

  @Test
  public void aMacroHidesCellsWithTheirRowsAndBringsThemBack() {
    ImagePlus image = Classified.image("a");
    Analyzer.setResultsTable(CellTable.of(Classified.planes("a")));
    run(image, "score=0.51 classes=[Dead Cell]");
    assertEquals(25, image.getOverlay().size());
    assertEquals(25, Analyzer.getResultsTable().size());
    run(image, "score=0.9");
    assertEquals(11, image.getOverlay().size());
    assertEquals(11, Analyzer.getResultsTable().size());
    run(image, "");
    assertEquals(100, image.getOverlay().size());
    assertEquals(100, Analyzer.getResultsTable().size());
    assertEquals("Dead Cell 0.02", image.getOverlay().get(1).getName());
  }

  @Test
  public void aClassThatIsNotThereIsRefusedAndNothingChanges() {
    ImagePlus image = Classified.image("a");
    FilterCells command = command(image, "classes=[Dead Cell,Dying Cell]");
    command.run();
    String message = command.failure().orElse("");
    assertTrue(message, message.contains("'Dying Cell'") && message.contains("Living Cell"));
    assertEquals(100, image.getOverlay().size());
  }

  private static void run(ImagePlus image, String options) {
    FilterCells command = command(image, options);
    command.run();
    assertEquals("", command.failure().orElse(""));
  }

  private static FilterCells command(ImagePlus image, String options) {
    FilterCells command = new FilterCells();
    for (Input input : Inputs.of(FilterCells.class))
      if (input.isImage()) input.value(command, image);
    Inputs.read(command, options);
    return command;
  }
}
