package org.unstained.image;

import ij.VirtualStack;
import ij.process.ImageProcessor;
import ij.process.LUT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A virtual stack of a TIFF file, compressed or not: each plane is read when it is looked at and
 * then forgotten.
 */
final class TiffStack extends VirtualStack {

  private final TiffPlanes planes;
  private final LUT lut;
  private final List<Integer> kept;
  private final String[] labels;

  /**
   * @param lut or null
   */
  TiffStack(TiffPlanes planes, LUT lut) {
    super(planes.width(), planes.height(), planes.planes().size());
    this.planes = planes;
    this.lut = lut;
    this.kept = new ArrayList<>(IntStream.range(0, planes.planes().size()).boxed().toList());
    this.labels = new String[kept.size()];
    setBitDepth(planes.bitDepth());
  }

  @Override
  public ImageProcessor getProcessor(int n) {
    try {
      return planes.processor(planes.pixels(kept.get(n - 1)), lut);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Object getPixels(int n) {
    return getProcessor(n).getPixels();
  }

  @Override
  public int size() {
    return kept == null ? super.size() : kept.size();
  }

  @Override
  public int getSize() {
    return size();
  }

  @Override
  public void deleteSlice(int n) {
    kept.remove(n - 1);
  }

  @Override
  public void deleteLastSlice() {
    kept.remove(kept.size() - 1);
  }

  @Override
  public String getSliceLabel(int n) {
    return labels[kept.get(n - 1)];
  }

  @Override
  public void setSliceLabel(String label, int n) {
    labels[kept.get(n - 1)] = label;
  }
}
