package org.unstained.overlay;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.io.RoiDecoder;
import ij.process.ByteProcessor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.cells.Cell;
import org.unstained.cells.Measurements;
import org.unstained.cells.Outline;
import org.unstained.cells.PlaneCells;
import org.unstained.cells.Region;

public class RoiSetWriterTest {
  @Rule public TemporaryFolder folder = new TemporaryFolder();

  private Path zip(String name) {
    return folder.getRoot().toPath().resolve(name);
  }

  private static PlaneCells plane(int frame, boolean classified) {
    String[] classes = {"Living Cell", "x/y: ß\\"};
    List<Cell> cells = new ArrayList<>();
    for (Cell cell : Painted.cells(Painted.specks(80, 60, 300, 3)))
      cells.add(
          classified
              ? cell.as(Painted.classified(classes[cell.number() % 2], 0.9, classes))
              : cell);
    return new PlaneCells("i", 1, 1, frame, cells);
  }

  @Test
  public void entriesAreThoseOfCellsWrittenAtOnce() throws IOException {
    ImagePlus card = ij.IJ.createHyperStack("i", 80, 60, 1, 1, 3, 8);
    ClassColours.keep(card, java.util.Map.of("Living Cell", 0x12ab34));
    for (boolean classified : new boolean[] {false, true}) {
      List<PlaneCells> planes = List.of(plane(1, classified), plane(3, classified));
      CellRois.write(zip("at once.zip"), planes, card);
      try (RoiSetWriter rois = RoiSetWriter.create(zip("parts.zip"), card)) {
        for (PlaneCells plane : planes)
          for (int from = 0; from < plane.cells().size(); from += 9)
            rois.add(
                new PlaneCells(
                    "i",
                    1,
                    1,
                    plane.frame(),
                    plane.cells().subList(from, Math.min(plane.cells().size(), from + 9))));
        rois.finish();
      }
      int entries = 0;
      try (ZipFile a = new ZipFile(zip("at once.zip").toFile());
          ZipInputStream b = new ZipInputStream(Files.newInputStream(zip("parts.zip")));
          ZipFile c = new ZipFile(zip("parts.zip").toFile())) {
        for (ZipEntry e : (Iterable<ZipEntry>) a.stream().map(x -> (ZipEntry) x)::iterator) {
          byte[] bytes = a.getInputStream(e).readAllBytes();
          assertEquals(e.getName(), b.getNextEntry().getName());
          assertArrayEquals(bytes, b.readAllBytes());
          assertArrayEquals(bytes, c.getInputStream(c.getEntry(e.getName())).readAllBytes());
          entries++;
        }
        assertEquals(null, b.getNextEntry());
      }
      assertTrue("entries " + entries, entries >= 70);
      CellOverlayTest.assertSameCells(planes, CellRois.read(zip("parts.zip"), card));
      assertFalse(Files.exists(zip("parts.zip.directory")));
    }
  }

  @Test
  public void noCellsAreAnEmptyZip() throws IOException {
    ImagePlus card = new ImagePlus("i", new ByteProcessor(1, 1));
    try (RoiSetWriter rois = RoiSetWriter.create(zip("none.zip"), card)) {
      rois.finish();
    }
    assertEquals(List.of(), CellRois.readRois(zip("none.zip")));
  }

  @Test
  public void zipsOfAnySizeAreReadByOthers() throws IOException {
    int many = 70_000;
    for (long far : new long[] {0xffffffffL, 100_000}) { // the second as if that were 4 GB
      Path zip = zip("many.zip");
      try (LargeZip out = new LargeZip(zip, far)) {
        for (int i = 0; i < many; i++) out.add(LargeZip.pack("ü " + i, bytes(i)));
        out.finish();
      }
      try (ZipFile in = new ZipFile(zip.toFile())) {
        assertEquals(many, in.size());
        for (int i = 0; i < many; i += 997)
          assertArrayEquals(bytes(i), in.getInputStream(in.getEntry("ü " + i)).readAllBytes());
      }
      try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
        for (int i = 0; i < many; i++) {
          assertEquals("ü " + i, in.getNextEntry().getName());
          assertArrayEquals(bytes(i), in.readAllBytes());
        }
      }
    }
  }

  private static byte[] bytes(int i) {
    return "%d ".formatted(i).repeat(i % 50).getBytes(StandardCharsets.UTF_8);
  }

  /** A box, an outline with corners, and one with a hole, at this place. */
  private static List<Cell> cells(int x, int y) {
    List<Region> regions = new ArrayList<>();
    regions.add(Region.rectangle(1, x, y, 12, 9));
    regions.add(new Region(2, new int[] {y, x + 3, x + 8, y + 1, x, x + 9, y + 2, x + 4, x + 5}));
    regions.add(
        new Region(
            3, new int[] {y, x, x + 5, y + 1, x, x + 1, y + 1, x + 4, x + 5, y + 2, x, x + 5}));
    List<Cell> cells = new ArrayList<>();
    for (Region region : regions) {
      Outline outline = region.outline();
      cells.add(new Cell(region.number(), region.box(), x, y, outline, Measurements.NONE, null));
    }
    return cells;
  }

  @Test
  public void imageJOpensROIsWhereverTheyLie() throws IOException {
    int[] places = {5, 32_760, 40_000, 60_530, 60_536, 62_000, 65_530, 65_536, 70_000, 2_000_000};
    ClassGroups groups = ClassGroups.of(List.of(), new HashMap<>());
    for (int x : places)
      for (int y : new int[] {7, x}) {
        PlaneCells plane = new PlaneCells("i", 1, 1, 1, cells(x, y));
        Roi[] rois = CellRoi.of(plane, groups, null);
        for (int i = 0; i < rois.length; i++) {
          java.awt.Rectangle expected = rois[i].getBounds();
          java.util.Set<java.awt.Point> pixels = java.util.Set.of(rois[i].getContainedPoints());
          ByteArrayOutputStream out = new ByteArrayOutputStream();
          RoiFile.write(rois[i], out);
          Roi read = new RoiDecoder(out.toByteArray(), "r").getRoi();
          String where = "cell %d at %d, %d".formatted(i + 1, x, y);
          assertEquals(where, expected, read.getBounds());
          assertEquals(where, pixels, java.util.Set.of(read.getContainedPoints()));
          Outline outline = plane.cells().get(i).outline();
          assertEquals(where, outline.area(), pixels.size(), 0);
          Cell back = CellRoi.cell(read, i + 1, 3_000_000, 3_000_000);
          assertEquals(where, outline, back.outline());
        }
      }
  }
}
