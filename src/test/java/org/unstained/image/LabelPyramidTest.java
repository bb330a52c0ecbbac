package org.unstained.image;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.cells.PixelSize;

public class LabelPyramidTest {
  @Rule public TemporaryFolder folder = new TemporaryFolder();

  private static int label(int x, int y, int plane) {
    return (x / 9 + 1000 * (y / 7)) * (plane + 1) % 3_000_017;
  }

  private Path write(int width, int height, int slices, int frames) throws IOException {
    Path file = folder.getRoot().toPath().resolve("a-labels.ome.tif");
    PixelSize size = new PixelSize(0.65, 0.65, "µm");
    try (LabelPyramid pyramid =
        LabelPyramid.create(file, "a <\"&", width, height, slices, frames, size)) {
      int[] rows = new int[LabelPyramid.BAND * width];
      for (int p = 0; p < slices * frames; p++)
        for (int y = 0; y < height; y += LabelPyramid.BAND) {
          int count = Math.min(LabelPyramid.BAND, height - y);
          for (int i = 0; i < count * width; i++) rows[i] = label(i % width, y + i / width, p);
          pyramid.add(rows, count);
        }
      pyramid.finish();
    }
    return file;
  }

  @Test
  public void theFullSizeIsReadBackWithItsAxesAndPixelSize() throws IOException {
    Path file = write(1301, 1100, 2, 3);
    ImagePlus back = ImageFiles.open(file);
    assertEquals(1, back.getNChannels());
    assertEquals(2, back.getNSlices());
    assertEquals(3, back.getNFrames());
    assertEquals(32, back.getBitDepth());
    assertEquals(0.65, back.getCalibration().pixelWidth, 1e-12);
    for (int p = 0; p < 6; p++)
      for (int y = 0; y < 1100; y++)
        for (int x = 0; x < 1301; x++)
          assertEquals(label(x, y, p), back.getStack().getProcessor(p + 1).getf(x, y), 0);
  }

  /** Reads the SubIFDs by hand: each is half the size, with every second pixel. */
  @Test
  public void smallerVersionsHoldEverySecondPixel() throws IOException {
    Path file = write(2601, 1100, 1, 1);
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer all = ByteBuffer.allocate((int) channel.size()).order(ByteOrder.LITTLE_ENDIAN);
      while (all.hasRemaining()) channel.read(all);
      int main = (int) all.getLong(8);
      long count = entry(all, main, 330)[0];
      assertEquals(3, count); // 1301 x 550, 651 x 275, 326 x 138
      int subs = (int) entry(all, main, 330)[1];
      int width = 2601;
      int height = 1100;
      for (int level = 1; level <= count; level++) {
        int directory = (int) all.getLong(subs + 8 * (level - 1));
        width = (width + 1) / 2;
        height = (height + 1) / 2;
        assertEquals(1, value(all, directory, 254));
        assertEquals(width, value(all, directory, 256));
        assertEquals(height, value(all, directory, 257));
        int across = (width + 511) / 512;
        int down = (height + 511) / 512;
        for (int y = 0; y < height; y += 13)
          for (int x = 0; x < width; x += 11) {
            int tile = y / 512 * across + x / 512;
            int[] pixels = tile(all, directory, tile, across * down);
            int step = 1 << level;
            assertEquals(label(x * step, y * step, 0), pixels[y % 512 * 512 + x % 512]);
          }
      }
    }
  }

  private int[] last;
  private long lastAt = -1;

  private int[] tile(ByteBuffer all, int directory, int tile, int tiles) throws IOException {
    long[] offsets = entry(all, directory, 324);
    long[] counts = entry(all, directory, 325);
    assertEquals(tiles, offsets[0]);
    long at = tiles == 1 ? offsets[1] : all.getLong((int) offsets[1] + 8 * tile);
    long length = tiles == 1 ? counts[1] : all.getLong((int) counts[1] + 8 * tile);
    if (at == lastAt) return last;
    byte[] packed = new byte[(int) length];
    all.get((int) at, packed);
    byte[] raw = TiffCodec.uncompress(TiffDirectory.DEFLATE, packed, 4 * 512 * 512, "tile");
    last = new int[512 * 512];
    ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(last);
    lastAt = at;
    return last;
  }

  private static long value(ByteBuffer all, int directory, int tag) {
    return entry(all, directory, tag)[1] & 0xffffffffL;
  }

  /** Count and value (or its place) of a tag. */
  private static long[] entry(ByteBuffer all, int directory, int tag) {
    int before = -1;
    for (int i = 0; i < all.getLong(directory); i++) {
      int at = directory + 8 + 20 * i;
      int found = all.getShort(at) & 0xffff;
      assertTrue("tags ascend", found > before);
      before = found;
      if (found == tag) return new long[] {all.getLong(at + 4), all.getLong(at + 12)};
    }
    throw new AssertionError("no tag " + tag);
  }

  @Test
  public void aFileWithoutItsEndIsNoTiff() throws IOException {
    Path file = folder.getRoot().toPath().resolve("half.ome.tif");
    try (LabelPyramid pyramid =
        LabelPyramid.create(file, "half", 600, 600, 1, 1, PixelSize.PIXELS)) {
      pyramid.add(new int[600 * 512], 512);
      assertThrows(IllegalStateException.class, pyramid::finish);
    }
    assertFalse(TiffHeader.isTiff(Files.readAllBytes(file)));
  }
}
