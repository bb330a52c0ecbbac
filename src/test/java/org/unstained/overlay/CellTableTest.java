package org.unstained.overlay;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import ij.measure.ResultsTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.cells.Cell;
import org.unstained.cells.PlaneCells;

public class CellTableTest {
  @Rule public TemporaryFolder folder = new TemporaryFolder();

  private static final List<String> COLUMNS = List.of("area_um2", "mean_c1", "solidity");

  private static List<PlaneCells> planes() {
    Cell a = Painted.rectangle(1, 3, 4, 5, 6);
    Cell b =
        Painted.rectangle(2, 13, 4, 5, 6).as(Painted.classified("Dead", 0.75, "Living", "Dead"));
    Cell c = Painted.rectangle(1, 3, 4, 5, 6);
    return List.of(
        Painted.plane(
            "Ä \"x\", y.tif",
            1,
            2,
            3,
            Painted.measured(a, COLUMNS, 7.5, 100, Double.NaN),
            Painted.measured(b, COLUMNS, 8, 1e10, 1)),
        Painted.plane("other", 1, 1, 1, Painted.measured(c, List.of("solidity", "more"), 1, 0.1)));
  }

  private static final String HEADER =
      "image,frame,slice,channel,cell,x_px,y_px,width_px,height_px,class,score,"
          + "p_Living,p_Dead,area_um2,mean_c1,solidity,more";

  @Test
  public void columnsStandInTheOrderOfTheContract() {
    assertArrayEquals(HEADER.split(","), CellTable.of(planes()).getHeadings());
  }

  @Test
  public void rowsHoldWhereWhatAndHowMuch() {
    ResultsTable table = CellTable.of(planes());
    assertEquals(3, table.size());
    assertEquals(
        "Ä \"x\", y.tif\t3\t2\t1\t1\t3\t4\t5\t6\t\t\t\t\t7.500\t100\tNaN\t",
        table.getRowAsString(0));
    assertEquals(
        "Ä \"x\", y.tif\t3\t2\t1\t2\t13\t4\t5\t6\tDead\t0.7500\t0.2500\t0.7500\t8.000\t10000000000\t1\t",
        table.getRowAsString(1));
    assertEquals("other\t1\t1\t1\t1\t3\t4\t5\t6\t\t\t\t\t\t\t1\t0.1000", table.getRowAsString(2));
    assertEquals(7.5, table.getValue("area_um2", 0), 0);
  }

  @Test
  public void theFileHoldsTheSame() throws IOException {
    Path file = folder.getRoot().toPath().resolve("cells ü%#.csv");
    CellTable.writeCsv(file, planes());
    assertEquals(
        HEADER
            + "\n\"Ä \"\"x\"\", y.tif\",3,2,1,1,3,4,5,6,,,,,7.5,100,NaN,\n"
            + "\"Ä \"\"x\"\", y.tif\",3,2,1,2,13,4,5,6,Dead,0.75,0.25,0.75,8,10000000000,1,\n"
            + "other,1,1,1,1,3,4,5,6,,,,,,,1,0.1\n",
        Files.readString(file, StandardCharsets.UTF_8));
  }

  @Test
  public void tableAndFileAgreeToTheLastDigit() throws IOException {
    Path file = folder.getRoot().toPath().resolve("cells.csv");
    CellTable.writeCsv(file, planes());
    ResultsTable table = CellTable.of(planes());
    try (var parser =
        CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .get()
            .parse(Files.newBufferedReader(file))) {
      for (CSVRecord line : parser) {
        int row = (int) line.getRecordNumber() - 1;
        for (String column : parser.getHeaderNames()) {
          double value = table.getValue(column, row);
          if (Double.isNaN(value))
            assertEquals(table.getStringValue(column, row), line.get(column));
          else assertEquals(value, Double.parseDouble(line.get(column)), 0);
        }
      }
    }
  }

  @Test
  public void numbersDontDependOnTheLocale() throws IOException {
    Locale before = Locale.getDefault();
    try {
      Path file = folder.getRoot().toPath().resolve("cells.csv");
      CellTable.writeCsv(file, planes());
      String english = Files.readString(file);
      String row = CellTable.of(planes()).getRowAsString(1);
      Locale.setDefault(new Locale("ar", "EG"));
      CellTable.writeCsv(file, planes());
      assertEquals(english, Files.readString(file));
      assertEquals(row, CellTable.of(planes()).getRowAsString(1));
      assertEquals("Dead 0.75", planes().get(0).cells().get(1).name());
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  public void noCellsGiveColumnsAndNoRow() throws IOException {
    ResultsTable table = CellTable.of(List.of());
    assertEquals(0, table.size());
    assertEquals(11, table.getHeadings().length);
    Path file = folder.getRoot().toPath().resolve("none.csv");
    CellTable.writeCsv(file, List.of());
    assertEquals(HEADER.substring(0, HEADER.indexOf(",p_")) + "\n", Files.readString(file));
  }

  @Test
  public void twoColumnsOfOneNameAreRefused() {
    Cell cell =
        Painted.measured(
            Painted.rectangle(1, 1, 1, 2, 2).as(Painted.classified("x", 1, "x")),
            List.of("p_x"),
            1);
    assertThrows(
        IllegalArgumentException.class,
        () -> CellTable.of(List.of(Painted.plane("i", 1, 1, 1, cell))));
  }

  @Test
  public void anOldFileStaysWhereWritingFails() throws IOException {
    Path file = folder.getRoot().toPath().resolve("cells.csv");
    Files.writeString(file, "old");
    IOException e =
        assertThrows(
            IOException.class,
            () ->
                WholeFile.write(
                    file,
                    out -> {
                      out.write(1);
                      throw new IOException("disk full");
                    }));
    assertEquals("disk full", e.getMessage());
    assertEquals("old", Files.readString(file));
    try (var files = Files.list(folder.getRoot().toPath())) {
      assertEquals(1, files.count());
    }
  }

  @Test
  public void aMissingFolderIsNamed() {
    Path file = folder.getRoot().toPath().resolve("none").resolve("cells.csv");
    IOException e = assertThrows(IOException.class, () -> CellTable.writeCsv(file, planes()));
    assertTrue(e.getMessage(), e.getMessage().contains("there is no folder"));
    assertFalse(Files.exists(file));
  }

  @Test
  public void nothingIsShownWithoutAScreen() {
    org.junit.Assume.assumeTrue(java.awt.GraphicsEnvironment.isHeadless());
    assertTrue(CellTable.show("Cells", planes()).isEmpty());
  }
}
