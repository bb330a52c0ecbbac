package org.unstained.image;

import ij.process.ImageProcessor;
import ij.process.LUT;
import java.io.IOException;

/** A virtual stack of a TIFF file, compressed or not. */
final class TiffStack extends PlaneStack {

  private final TiffPlanes planes;
  private final LUT lut;

  /**
   * @param lut or null
   */
  TiffStack(TiffPlanes planes, LUT lut) {
    super(planes.width(), planes.height(), planes.planes().size(), planes.bitDepth());
    this.planes = planes;
    this.lut = lut;
  }

  @Override
  ImageProcessor read(int index) throws IOException {
    return planes.processor(planes.pixels(index), lut);
  }
}
