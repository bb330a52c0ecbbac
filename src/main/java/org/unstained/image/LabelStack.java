package org.unstained.image;

import ij.ImageStack;
import ij.process.ImageProcessor;
import ij.process.LUT;

/** A stack of 16-bit label maps whose planes paint themselves, see {@link LabelProcessor}. */
final class LabelStack extends ImageStack {

  private final LUT lut;
  private final int largest;

  LabelStack(int width, int height, LUT lut, int largest) {
    super(width, height, lut);
    this.lut = lut;
    this.largest = largest;
  }

  @Override
  public ImageProcessor getProcessor(int n) {
    if (!(getPixels(n) instanceof short[] labels) || labels.length != getWidth() * getHeight())
      return super.getProcessor(n);
    ImageProcessor ip = new LabelProcessor(getWidth(), getHeight(), labels, lut, largest);
    ip.setSliceNumber(n);
    return ip;
  }
}
