package org.unstained.benchmark;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.imglib2.Cursor;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;
import org.unstained.image.ImageFiles;
import org.unstained.image.Planes;

/** Real images of living and dead cells side by side; noise where those aren't. */
final class Mosaic {
  private static final Path IMAGES = Path.of("../shared/data/livedead/images");
  private static final int STEP = 220;

  private Mosaic() {}

  static ImagePlus of(int side) throws IOException {
    byte[] pixels = new byte[side * side];
    new Random(3).nextBytes(pixels);
    ImagePlus mosaic = new ImagePlus("mosaic", new ByteProcessor(side, side, pixels));
    if (!Files.isDirectory(IMAGES)) return mosaic;
    List<Path> files;
    try (Stream<Path> all = Files.list(IMAGES)) {
      files = all.filter(ImageFiles::looksLikeImage).sorted().toList();
    }
    int next = 0;
    for (int y = 0; y < side; y += STEP)
      for (int x = 0; x < side; x += STEP)
        put(ImageFiles.open(files.get(next++ % files.size())), pixels, side, x, y);
    return mosaic;
  }

  private static void put(ImagePlus one, byte[] pixels, int side, int x, int y) {
    boolean deep = one.getBitDepth() == 16;
    var plane = Planes.plane(one, one.getType() == ImagePlus.COLOR_RGB ? 0 : 1, 1, 1);
    Cursor<? extends RealType<?>> cursor = Views.flatIterable(plane).localizingCursor();
    while (cursor.hasNext()) {
      double value = cursor.next().getRealDouble();
      int u = x + cursor.getIntPosition(0);
      int v = y + cursor.getIntPosition(1);
      if (u < side && v < side) pixels[v * side + u] = (byte) (deep ? value / 257 : value);
    }
  }
}
