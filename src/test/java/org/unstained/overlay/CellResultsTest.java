package org.unstained.overlay;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertNull;

import ij.measure.ResultsTable;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.Test;
import org.unstained.cells.PlaneCells;

public class CellResultsTest {
  private static final int ROWS = 2000;

  private static CellResults table() {
    CellResults table = new CellResults();
    table.showRowNumbers(false);
    Random random = new Random(3);
    for (int row = 0; row < ROWS; row++) {
      table.addRow();
      table.addValue("image", row % 7 == 0 ? "" : "a b, \"c\"");
      table.addValue("cell", row + 1);
      table.addValue("area", 300 * random.nextDouble());
      table.addValue("mean", row % 5 == 0 ? Double.NaN : random.nextGaussian());
      table.addValue("mixed", row % 2 == 0 ? row : row + 0.25);
      table.addValue("small", 1e-6 * random.nextDouble());
    }
    table.setDecimalPlaces(2, 4);
    table.setDecimalPlaces(3, 2);
    return table;
  }

  /** ImageJ's own text, row after row. */
  private static String[] own(CellResults table) {
    return IntStream.range(0, table.size()).mapToObj(table::getRowAsString).toArray(String[]::new);
  }

  @Test
  public void textMadeInParallelIsImageJsOwn() {
    CellResults table = table();
    assertArrayEquals(own(table), table.rows());
    table.setPrecision(6);
    assertArrayEquals(own(table), table.rows());
    table.deleteRow(3);
    assertArrayEquals(own(table), table.rows());
  }

  @Test
  public void copiesAreAsQuickAndStandAlone() {
    CellResults table = table();
    CellResults copy = (CellResults) table.clone();
    assertNotNull(copy.rows());
    copy.setValue("cell", 0, 99);
    assertArrayEquals(own(table), table.rows());
    assertArrayEquals(own(copy), copy.rows());
  }

  @Test
  public void whatIsntCellsIsLeftToImageJ() {
    CellResults numbered = table();
    numbered.showRowNumbers(true);
    assertNull(numbered.rows());
    CellResults labelled = table();
    labelled.setLabel("first", 0);
    assertNull(labelled.rows());
  }

  @Test
  public void aDeletedColumnGivesNoWrongText() {
    CellResults table = table();
    table.deleteColumn("area");
    String[] rows = table.rows();
    if (rows != null) assertArrayEquals(own(table), rows);
  }

  @Test
  public void tablesOfCellsAreOfThisKind() {
    ResultsTable table =
        CellTable.of(List.of(new PlaneCells("i", 1, 1, 1, Painted.blobs(80, 10, 20))));
    assertEquals(CellResults.class, table.getClass());
  }
}
