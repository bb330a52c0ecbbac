package org.unstained.overlay;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.io.RoiEncoder;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.Assume;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.cells.Cell;
import org.unstained.cells.PlaneCells;

public class CellRoisTest {
  @Rule public TemporaryFolder folder = new TemporaryFolder();

  private Path zip() {
    return folder.getRoot().toPath().resolve("a b#ü.zip");
  }

  private static List<PlaneCells> planes() {
    String[] classes = {"Living Cell", "x/y: ß\\"};
    List<Cell> first = new ArrayList<>();
    for (Cell cell : Painted.cells(Painted.specks(11, 9, 5, 3)))
      first.add(cell.as(Painted.classified(classes[cell.number() % 2], 0.9, classes)));
    return List.of(
        new PlaneCells("i", 1, 1, 1, first),
        Painted.plane("i", 1, 2, 1, Painted.rectangle(1, 2, 2, 3, 3)),
        Painted.plane("i", 2, 2, 3, Painted.rectangle(1, 2, 2, 3, 3)));
  }

  @Test
  public void whatIsWrittenIsRead() throws IOException {
    CellRois.write(zip(), planes());
    CellOverlayTest.assertSameCells(planes(), CellRois.read(zip(), "i"));
  }

  @Test
  public void namesInTheFileAreUniqueAndSafe() throws IOException {
    CellRois.write(zip(), planes());
    try (ZipFile file = new ZipFile(zip().toFile())) {
      List<String> names = Collections.list(file.entries()).stream().map(e -> e.getName()).toList();
      assertEquals(
          List.of(
              "x_y_ ß_ 0.90.roi",
              "Living Cell 0.90.roi",
              "x_y_ ß_ 0.90-2.roi",
              "Living Cell 0.90-2.roi",
              "x_y_ ß_ 0.90-3.roi",
              "cell 1.roi",
              "cell 1-2.roi"),
          names);
    }
    Roi roi = CellRois.readRois(zip()).get(0);
    assertEquals("x/y: ß\\ 0.90", roi.getName());
    assertEquals("0.9", roi.getProperty("p_x/y: ß\\"));
    assertEquals(2, roi.getGroup());
  }

  @Test
  public void positionsFitTheImage() throws IOException {
    ImagePlus plain = IJ.createImage("i", "8-bit black", 20, 20, 4);
    List<PlaneCells> third = List.of(Painted.plane("i", 1, 3, 1, Painted.rectangle(1, 2, 2, 3, 3)));
    CellRois.write(zip(), third, plain);
    assertEquals(3, CellRois.readRois(zip()).get(0).getPosition());
    CellRois.write(zip(), third);
    assertEquals(3, CellRois.readRois(zip()).get(0).getZPosition());
    assertThrows(
        IllegalArgumentException.class,
        () ->
            CellRois.write(
                zip(),
                List.of(Painted.plane("i", 1, 5, 1, Painted.rectangle(1, 2, 2, 3, 3))),
                plain));
  }

  @Test
  public void coordinatesBeyondSixtyThousandSurvive() throws IOException {
    PlaneCells far = Painted.plane("i", 1, 1, 1, Painted.blob(1, 70_001, 80_003, 9));
    CellRois.write(zip(), List.of(far));
    CellOverlayTest.assertSameCells(List.of(far), CellRois.read(zip(), "i"));
  }

  @Test
  public void noCellsGiveAnEmptySet() throws IOException {
    CellRois.write(zip(), List.of());
    assertTrue(CellRois.readRois(zip()).isEmpty());
  }

  @Test
  public void moreCellsThanAPlainZipHoldsAreAllThere() throws IOException {
    int n = 70_000;
    CellRois.write(zip(), List.of(new PlaneCells("i", 1, 1, 1, Painted.blobs(n, 300, 4))));
    assertEquals(n, CellRois.readRois(zip()).size());
  }

  @Test
  public void roisComeInTheOrderOfTheFileAndTheFirstDamageIsTold() throws IOException {
    int n = 3000;
    CellRois.write(zip(), List.of(new PlaneCells("i", 1, 1, 1, Painted.blobs(n, 100, 20))));
    List<Roi> rois = CellRois.readRois(zip());
    for (int i = 0; i < n; i++) assertEquals("cell " + (i + 1), rois.get(i).getName());
    for (int[] spoilt : new int[][] {{2, 5}, {900, 2999}, {1, 1500}}) {
      try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip()))) {
        for (int i = 0; i < n; i++) {
          out.putNextEntry(new ZipEntry(i + ".roi"));
          Roi roi = rois.get(i);
          byte[] bytes = RoiEncoder.saveAsByteArray(roi);
          if (i == spoilt[0]) bytes[0] = 'x';
          if (i == spoilt[1]) bytes = Arrays.copyOf(bytes, 70);
          out.write(bytes);
        }
      }
      IOException e = assertThrows(IOException.class, () -> CellRois.readRois(zip()));
      assertTrue(e.getMessage(), e.getMessage().contains("it isn't an ImageJ ROI"));
      byte[] whole = Files.readAllBytes(zip());
      Files.write(zip(), Arrays.copyOf(whole, whole.length * 2 / 3));
      e = assertThrows(IOException.class, () -> CellRois.readRois(zip()));
      assertTrue(e.getMessage(), e.getMessage().contains("it isn't an ImageJ ROI"));
    }
  }

  @Test
  public void damagedFilesAreNamed() throws IOException {
    Files.write(zip(), new byte[0]);
    assertThrows(IOException.class, () -> CellRois.readRois(zip()));
    Files.writeString(zip(), "no zip at all, just some text");
    assertThrows(IOException.class, () -> CellRois.readRois(zip()));
    CellRois.write(zip(), planes());
    byte[] whole = Files.readAllBytes(zip());
    Files.write(zip(), Arrays.copyOf(whole, 200));
    IOException e = assertThrows(IOException.class, () -> CellRois.readRois(zip()));
    assertTrue(e.getMessage(), e.getMessage().contains("can't be read as an ROI set"));
    Files.delete(zip());
    assertThrows(IOException.class, () -> CellRois.readRois(zip()));
  }

  @Test
  public void withoutAScreenTheRoiManagerIsRefused() {
    Assume.assumeTrue("needs to be without a screen", GraphicsEnvironment.isHeadless());
    assertThrows(IllegalStateException.class, () -> CellRois.addToManager(planes(), null));
  }
}
