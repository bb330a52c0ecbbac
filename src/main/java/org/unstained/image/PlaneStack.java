package org.unstained.image;

import ij.VirtualStack;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A virtual stack: each plane is read when it is looked at and then forgotten. */
abstract class PlaneStack extends VirtualStack {

  private final List<Integer> kept;
  private final String[] labels;

  PlaneStack(int width, int height, int planes, int bitDepth) {
    super(width, height, planes);
    this.kept = new ArrayList<>(IntStream.range(0, planes).boxed().toList());
    this.labels = new String[planes];
    setBitDepth(bitDepth);
  }

  /**
   * @param index from 0, of the planes that there were in the beginning
   */
  abstract ImageProcessor read(int index) throws IOException;

  @Override
  public ImageProcessor getProcessor(int n) {
    try {
      return read(kept.get(n - 1));
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
