package org.unstained.image;

import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import ij.process.ShortProcessor;
import java.io.IOException;

/** A virtual stack of labels in a temporary file. */
final class LabelFileStack extends PlaneStack {

  private final LabelFile file;
  private final LUT lut;
  private final int largest;
  private final boolean painting;

  /**
   * @param largest label of all planes; says whether pixels are 16-bit or float
   * @param painting whether 16-bit planes paint themselves, see {@link LabelProcessor}
   */
  LabelFileStack(
      LabelFile file, int width, int height, int planes, LUT lut, int largest, boolean painting) {
    super(width, height, planes, LabelPlanes.small(largest) ? 16 : 32);
    this.file = file;
    this.lut = lut;
    this.largest = largest;
    this.painting = painting;
  }

  @Override
  ImageProcessor read(int index) throws IOException {
    int w = getWidth();
    int h = getHeight();
    if (!LabelPlanes.small(largest))
      return new FloatProcessor(w, h, LabelPlanes.floats(file.read(index)), lut);
    short[] pixels = file.readShorts(index);
    return painting
        ? new LabelProcessor(w, h, pixels, lut, largest)
        : new ShortProcessor(w, h, pixels, lut);
  }

  void free() {
    file.close();
  }
}
