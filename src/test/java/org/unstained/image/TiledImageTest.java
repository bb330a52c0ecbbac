package org.unstained.image;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileSaver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import org.junit.Assume;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class TiledImageTest {
  private static final long PLENTY = 1L << 30;

  @Rule public TemporaryFolder folder = new TemporaryFolder();

  /** Every plane, pixel by pixel, from last to first, with a cache that holds next to nothing. */
  private static void assertSame(Path file) throws IOException {
    ImagePlus whole = TiffImages.open(file, PLENTY);
    TiledImage tiled = TiledImage.open(file, 1);
    assertEquals(whole.getWidth(), tiled.width());
    assertEquals(whole.getHeight(), tiled.height());
    assertEquals(whole.getTitle(), tiled.card().getTitle());
    assertEquals(whole.getNChannels(), tiled.card().getNChannels());
    assertEquals(whole.getNFrames(), tiled.card().getNFrames());
    assertEquals(whole.getType(), tiled.card().getType());
    assertEquals(Planes.pixelSize(whole), Planes.pixelSize(tiled.card()));
    for (int t = 1; t <= whole.getNFrames(); t++)
      for (int z = 1; z <= whole.getNSlices(); z++) {
        var expected = Planes.channels(whole, z, t);
        var actual = tiled.channels(z, t);
        assertEquals(expected.size(), actual.size());
        for (int c = 0; c < expected.size(); c++) assertSame(expected.get(c), actual.get(c));
      }
    if (whole.getType() == ImagePlus.COLOR_RGB)
      assertSame(Planes.plane(whole, 0, 1, 1), tiled.plane(0, 1, 1));
  }

  private static void assertSame(
      RandomAccessibleInterval<? extends RealType<?>> expected,
      RandomAccessibleInterval<? extends RealType<?>> actual) {
    assertEquals(expected.getType().getClass(), actual.getType().getClass());
    RandomAccess<? extends RealType<?>> a = expected.randomAccess();
    RandomAccess<? extends RealType<?>> b = actual.randomAccess();
    for (long y = expected.max(1); y >= 0; y--)
      for (long x = expected.max(0); x >= 0; x--)
        assertEquals(
            a.setPositionAndGet(x, y).getRealDouble(),
            b.setPositionAndGet(x, y).getRealDouble(),
            0);
  }

  private static byte[] random(int n) {
    byte[] bytes = new byte[n];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  @Test
  public void everyKindOfPixelsIsThatOfTheWholeImage() throws IOException {
    for (int[] kind :
        new int[][] {
          {8, 1, 1},
          {8, 2, 1},
          {16, 1, 1},
          {16, 2, 1},
          {32, 1, 1},
          {32, 3, 1},
          {8, 1, 3},
          {16, 1, 3}
        }) {
      int rowBytes = 61 * kind[2] * kind[0] / 8;
      byte[][] strips =
          IntStream.range(0, 6)
              .mapToObj(i -> random(rowBytes * (i < 5 ? 8 : 5)))
              .toArray(byte[][]::new);
      Path file =
          new PaintedTiff(ByteOrder.BIG_ENDIAN, true)
              .page(61, 45, kind[2], kind[0], kind[1], strips)
              .tag(278, 8)
              .write(folder.newFile().toPath());
      assertSame(file);
    }
  }

  @Test
  public void tilesThatStickOutAndBitsAreThoseOfTheWholeImage() throws IOException {
    // 700 x 300 in tiles of 16 x 32: cells of many tiles
    int across = 44;
    int down = 10;
    byte[][] tiles = new byte[across * down][];
    for (int i = 0; i < tiles.length; i++) {
      tiles[i] = new byte[16 * 32 * 2];
      new Random(i).nextBytes(tiles[i]);
    }
    assertSame(
        new PaintedTiff(ByteOrder.LITTLE_ENDIAN, false)
            .page(700, 300, 1, 16, 1, tiles)
            .tag(322, 16)
            .tag(323, 32)
            .write(folder.newFile().toPath()));
    for (int i = 0; i < tiles.length; i++) tiles[i] = deflated(tiles[i]);
    assertSame(
        new PaintedTiff(ByteOrder.LITTLE_ENDIAN, true)
            .page(700, 300, 1, 16, 1, tiles)
            .tag(322, 16)
            .tag(323, 32)
            .tag(259, 8)
            .tag(317, 2)
            .write(folder.newFile().toPath()));
    assertSame(
        new PaintedTiff(ByteOrder.LITTLE_ENDIAN, false)
            .page(43, 20, 1, 1, 1, random(6 * 20))
            .write(folder.newFile().toPath()));
  }

  private static byte[] deflated(byte[] raw) {
    Deflater deflater = new Deflater();
    deflater.setInput(raw);
    deflater.finish();
    byte[] out = new byte[2 * raw.length + 64];
    int n = deflater.deflate(out);
    deflater.end();
    return java.util.Arrays.copyOf(out, n);
  }

  @Test
  public void whatImageJSavesIsReadInParts() throws IOException {
    for (String kind : List.of("8-bit ramp", "16-bit noise", "32-bit noise", "RGB noise")) {
      ImagePlus imp = IJ.createImage("a", kind, 90, 70, 6);
      imp.getCalibration().pixelWidth = 0.25;
      imp.getCalibration().pixelHeight = 0.25;
      imp.getCalibration().setUnit("um");
      if (!kind.startsWith("RGB")) imp.setDimensions(2, 3, 1);
      Path file = folder.getRoot().toPath().resolve("a.tif");
      new FileSaver(imp).saveAsTiffStack(file.toString());
      assertSame(file);
    }
  }

  @Test
  public void realImagesAreReadInParts() throws IOException {
    Path data = Path.of("../shared/data");
    Assume.assumeTrue(Files.isDirectory(data.resolve("stacks")));
    List<Path> files = new ArrayList<>();
    for (String each : List.of("stacks", "samples"))
      try (Stream<Path> all = Files.list(data.resolve(each))) {
        all.filter(file -> file.toString().endsWith(".tif")).forEach(files::add);
      }
    assertTrue(files.size() > 5);
    for (Path file : files) assertSame(file);
  }

  @Test
  public void manyThreadsReadThroughASmallCache() throws IOException {
    Path file =
        new PaintedTiff(ByteOrder.LITTLE_ENDIAN, false)
            .page(2000, 3000, 1, 16, 1, random(2000 * 3000 * 2))
            .write(folder.newFile().toPath());
    var expected = Planes.plane(TiffImages.open(file, PLENTY), 1, 1, 1);
    TiffHeader header = TiffHeader.read(file);
    TiffPlanes planes =
        new TiffPlanes(
            List.of(new TiffPlanes.Plane(header, header.directories().get(0), 0)), 1, 1, 1);
    TiledImage small = new TiledImage(planes, new ImagePlus(), 3L << 20);
    var plane = small.plane(1, 1, 1);
    IntStream.range(0, 3000)
        .parallel()
        .forEach(
            i -> {
              int y = i * 1237 % 3000;
              for (int x = 0; x < 2000; x += 97)
                if (expected.getAt(x, y).getRealDouble() != plane.getAt(x, y).getRealDouble())
                  throw new AssertionError(x + ", " + y);
            });
    assertTrue(small.kept() <= 3L << 20);
  }

  /** A sparse file: 5 GB long, of which only the painted rows take room on the disk. */
  static Path sparse(Path file, int side, int... paintedRows) throws IOException {
    byte[] head =
        new PaintedTiff(ByteOrder.LITTLE_ENDIAN, true)
            .page(side, side, 1, 16, 1, new byte[0])
            .tag(278, 100)
            .tag(273, IntStream.range(0, side / 100).mapToLong(i -> offset(i, side)).toArray())
            .tag(279, IntStream.range(0, side / 100).mapToLong(i -> 200L * side).toArray())
            .bytes();
    Files.write(file, head);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (int y : paintedRows) {
        ByteBuffer row = ByteBuffer.allocate(2 * side).order(ByteOrder.LITTLE_ENDIAN);
        for (int x = 0; x < side; x++) row.putShort((short) (x + y));
        channel.write(row.flip(), START + 2L * y * side);
      }
      channel.write(ByteBuffer.allocate(1), START + 2L * side * side - 1);
    }
    return file;
  }

  private static final long START = 1 << 20;

  private static long offset(int strip, int side) {
    return START + 200L * strip * side;
  }

  @Test
  public void aPlaneOfMorePixelsThanAnArrayIsReadAtBothEnds() throws IOException {
    int side = 50_000;
    Path file = sparse(folder.newFile("huge.tif").toPath(), side, 0, 1, 42_951, 49_998);
    TiledImage image = TiledImage.open(file, 1);
    assertEquals(side, image.width());
    var plane = image.plane(1, 1, 1);
    assertEquals(2_500_000_000L, plane.size());
    for (int y : new int[] {0, 1, 42_951, 49_998})
      for (int x : new int[] {0, 1, 33_333, 49_999})
        assertEquals((x + y) & 0xffff, plane.getAt(x, y).getRealDouble(), 0);
    assertEquals(0, plane.getAt(49_999, 49_999).getRealDouble(), 0);
    assertEquals(0, plane.getAt(777, 25_000).getRealDouble(), 0);
    IOException refused = assertThrows(IOException.class, () -> TiffImages.open(file, PLENTY));
    assertTrue(refused.getMessage(), refused.getMessage().contains("50,000 x 50,000"));
    assertTrue(refused.getMessage(), refused.getMessage().contains("Batch Folder..."));
    assertEquals(5_000_000_000L, TiledImage.about(file, 1).orElseThrow().bytes());
  }

  @Test
  public void aFileThatIsCutOffMeanwhileIsAnError() throws IOException {
    Path file =
        new PaintedTiff(ByteOrder.LITTLE_ENDIAN, false)
            .page(2000, 3000, 1, 16, 1, random(2000 * 3000 * 2))
            .write(folder.newFile().toPath());
    var plane = TiledImage.open(file, 1).plane(1, 1, 1);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(1_000_000);
    }
    UncheckedIOException e =
        assertThrows(UncheckedIOException.class, () -> plane.getAt(0, 2999).getRealDouble());
    assertTrue(e.getCause().getMessage(), e.getCause().getMessage().contains("cut off"));
  }

  @Test
  public void oneCompressedPieceOfAHugePlaneIsRefused() throws IOException {
    Path file =
        new PaintedTiff(ByteOrder.LITTLE_ENDIAN, true)
            .page(20_000, 20_000, 1, 16, 1, new byte[1_000_000])
            .tag(259, 8)
            .write(folder.newFile().toPath());
    TiledImage image = TiledImage.open(file, 1);
    IOException refused = assertThrows(IOException.class, () -> image.plane(1, 1, 1));
    assertTrue(refused.getMessage(), refused.getMessage().contains("Save it again in tiles"));
  }
}
