package org.unstained.image;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.IntType;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Label maps that lie in a temporary file are those that lie in memory. */
public class LabelPlanesTest {
  private static final int WIDTH = 40;
  private static final int HEIGHT = 30;
  private static final int PLANES = 4;

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private static Img<IntType> plane(int first) {
    int[] labels = new int[WIDTH * HEIGHT];
    for (int i = 0; i < labels.length; i++) labels[i] = i % 7 == 0 ? 0 : first + i / 50;
    return ArrayImgs.ints(labels, WIDTH, HEIGHT);
  }

  private static ImagePlus map(boolean inFile, int... firsts) {
    try (LabelPlanes planes = LabelPlanes.of(WIDTH, HEIGHT, firsts.length, inFile)) {
      for (int first : firsts) planes.add(plane(first));
      return planes.image("m-labels", 1, firsts.length, 1, null);
    }
  }

  @Test
  public void fileAndMemoryGiveTheSame() throws IOException {
    for (int[] firsts :
        List.of(new int[] {1, 9, 2, 300}, new int[] {1, 60_000, 70_000, 3}, new int[] {65_535})) {
      ImagePlus memory = map(false, firsts);
      ImagePlus file = map(true, firsts);
      assertTrue(file.getStack().isVirtual());
      assertFalse(memory.getStack().isVirtual());
      assertEquals(memory.getBitDepth(), file.getBitDepth());
      assertEquals(memory.getDisplayRangeMax(), file.getDisplayRangeMax(), 0);
      for (int n = 1; n <= firsts.length; n++) {
        memory.setSlice(n);
        file.setSlice(n);
        assertEquals(memory.getBitDepth(), file.getProcessor().getBitDepth());
        assertArrayEquals(
            memory.getProcessor().getFloatArray(), file.getProcessor().getFloatArray());
        assertArrayEquals(
            (int[]) memory.getProcessor().convertToRGB().getPixels(),
            (int[]) file.getProcessor().convertToRGB().getPixels());
      }
      assertArrayEquals(saved(memory, "memory.tif"), saved(file, "file.tif"));
      LabelPlanes.free(file);
    }
  }

  private byte[] saved(ImagePlus image, String name) throws IOException {
    Path path = temporary.getRoot().toPath().resolve(name);
    IJ.saveAsTiff(image, path.toString());
    return Files.readAllBytes(path);
  }

  @Test
  public void theFileGoesWithTheMapOrWhenItIsGivenUp() throws IOException {
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    List<Path> before = files(folder);
    ImagePlus map = map(true, 1, 2);
    LabelPlanes.free(map);
    try (LabelPlanes planes = LabelPlanes.of(WIDTH, HEIGHT, 2, true)) {
      planes.add(plane(1));
    }
    List<Path> after = files(folder);
    after.removeAll(before);
    assertEquals(List.of(), after);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return new ArrayList<>(
          all.filter(file -> file.getFileName().toString().startsWith("unstained-labels"))
              .toList());
    }
  }

  @Test
  public void planesAreCountedAndMeasured() {
    LabelPlanes planes = LabelPlanes.of(WIDTH, HEIGHT, PLANES, false);
    planes.add(plane(1));
    assertThrows(IllegalArgumentException.class, () -> planes.image("m", 1, 1, 1, null));
    assertThrows(IllegalArgumentException.class, () -> planes.add(ArrayImgs.ints(3, 3)));
    Img<IntType> negative = plane(1);
    negative.firstElement().set(-1);
    assertThrows(IllegalArgumentException.class, () -> planes.add(negative));
  }

  @Test
  public void aMapWhoseFileIsGoneSaysSo() {
    ImagePlus map = map(true, 1, 2);
    LabelPlanes.free(map);
    assertThrows(UncheckedIOException.class, () -> map.getStack().getProcessor(2));
  }
}
