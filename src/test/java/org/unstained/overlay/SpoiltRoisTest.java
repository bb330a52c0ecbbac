package org.unstained.overlay;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import ij.gui.OvalRoi;
import ij.gui.Roi;
import ij.io.RoiEncoder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.annotation.LabelOptions;
import org.unstained.fuzz.Allocated;

/** ROI sets that once gave words of Java, no name of a file, or took too much memory. */
public class SpoiltRoisTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path zip(byte[]... rois) throws IOException {
    Path zip = folder.getRoot().toPath().resolve("a.zip");
    try (OutputStream raw = Files.newOutputStream(zip);
        ZipOutputStream out = new ZipOutputStream(raw)) {
      for (int i = 0; i < rois.length; i++) {
        out.putNextEntry(new ZipEntry(i + ".roi"));
        out.write(rois[i]);
        out.closeEntry();
      }
    }
    return zip;
  }

  private static Roi ours(String key, String value) {
    Roi roi = new Roi(1, 2, 10, 10);
    roi.setName("Dead 0.75");
    roi.setProperty("unstained", "1 Living,Dead");
    roi.setProperty("cell", "1");
    roi.setProperty("class", "Dead");
    roi.setProperty("score", "0.75");
    roi.setProperty(key, value);
    return roi;
  }

  private static String refused(Path file) {
    String message =
        assertThrows(IOException.class, () -> new RoiSets().read(file, LabelOptions.DEFAULTS))
            .getMessage();
    assertTrue(message, message.startsWith(file + " can't be read as an ROI set: "));
    assertTrue(message, message.contains("Save it again") && !message.contains("input string"));
    return message;
  }

  /** Their pixels were painted, a byte each, to see the edge. */
  @Test
  public void hugeRoundRoisTakeNoMemoryForTheirPixels() throws IOException {
    Roi rounded = new Roi(1, 2, 30_000, 26_000);
    rounded.setCornerDiameter(300);
    for (Roi roi : new Roi[] {rounded, new OvalRoi(1, 2, 30_000, 26_000)}) {
      Path file = zip(RoiEncoder.saveAsByteArray(roi));
      long taken =
          Allocated.bytes(
              () -> {
                AnnotatedBox read =
                    new RoiSets()
                        .read(file, LabelOptions.DEFAULTS)
                        .files()
                        .get(0)
                        .image()
                        .boxes()
                        .get(0);
                assertEquals(30_000, read.box().width(), 2);
                assertEquals(26_000, read.box().height(), 2);
              });
      assertTrue(taken + " bytes", taken < 16 << 20);
    }
  }

  @Test
  public void spoiltPropertiesAreRefusedWithTheFile() throws IOException {
    String[][] spoilt = {
      {"p_Dead", "much"},
      {"score", "much"},
      {"unstained", "1 a%2"},
      {"unstained_more", "id=%"},
      {"unstained_more", "m+area=much"}
    };
    for (String[] one : spoilt) {
      Path file = zip(RoiEncoder.saveAsByteArray(ours(one[0], one[1])));
      refused(file);
      if (!one[0].equals("unstained_more")) {
        String message =
            assertThrows(IOException.class, () -> CellRois.read(file, "a.tif")).getMessage();
        assertTrue(message, message.contains("a.zip"));
      }
    }
    assertEquals(
        1,
        new RoiSets()
            .read(zip(RoiEncoder.saveAsByteArray(ours("p_Dead", "0.75"))), LabelOptions.DEFAULTS)
            .images()
            .get(0)
            .boxes()
            .size());
  }

  @Test
  public void aRoiOrZipThatIsCutOffIsRefusedWithTheFile() throws IOException {
    byte[] roi = RoiEncoder.saveAsByteArray(new ij.gui.OvalRoi(1, 2, 3, 4));
    refused(zip(Arrays.copyOf(roi, 40)));
    Path whole = zip(roi, roi, roi);
    byte[] bytes = Files.readAllBytes(whole);
    for (int length : new int[] {10, 40, 60, bytes.length / 2})
      refused(Files.write(whole, Arrays.copyOf(bytes, length)));
    assertTrue(refused(Files.write(whole, "PK".getBytes())).contains("isn't a zip"));
  }

  @Test
  public void aSmallZipWithHundredsOfMegabytesInItIsRefusedEarly() throws IOException {
    byte[] bomb = new byte[12 << 20];
    byte[] roi = RoiEncoder.saveAsByteArray(new Roi(1, 2, 3, 4));
    System.arraycopy(roi, 0, bomb, 0, roi.length);
    Path zip = zip(new byte[100 << 20]);
    long bytes = Allocated.bytes(() -> assertTrue(refused(zip).contains("larger than")));
    assertTrue(bytes + " bytes", bytes < 64 << 20);
    assertTrue(refused(zip(bomb, bomb, bomb)).contains("larger than"));
  }
}
