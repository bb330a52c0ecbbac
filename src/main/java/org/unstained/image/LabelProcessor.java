package org.unstained.image;

import ij.process.LUT;
import ij.process.ShortProcessor;
import java.awt.Image;
import java.awt.image.BufferedImage;

/**
 * 16-bit labels that are painted with colours that repeat after each 255 labels, as long as the
 * display range is 0–largest label; with any other range they are painted ImageJ's way.
 */
final class LabelProcessor extends ShortProcessor {

  private final int largest;

  LabelProcessor(int width, int height, short[] labels, LUT lut, int largest) {
    super(width, height, labels, lut);
    this.largest = Math.max(255, largest);
    setMinAndMax(0, this.largest);
  }

  @Override
  public Image createImage() {
    return ownRange() ? repeating() : super.createImage();
  }

  @Override
  public BufferedImage getBufferedImage() {
    return ownRange() ? repeating() : super.getBufferedImage();
  }

  private boolean ownRange() {
    return getMin() == 0 && getMax() == largest && getMinThreshold() == NO_THRESHOLD;
  }

  private BufferedImage repeating() {
    LUT lut = getLut();
    short[] labels = (short[]) getPixels();
    byte[] indices = new byte[labels.length];
    for (int i = 0; i < labels.length; i++) indices[i] = (byte) Glasbey.index(labels[i] & 0xffff);
    BufferedImage image =
        new BufferedImage(
            getWidth(),
            getHeight(),
            BufferedImage.TYPE_BYTE_INDEXED,
            (java.awt.image.IndexColorModel) lut.getColorModel());
    image.getRaster().setDataElements(0, 0, getWidth(), getHeight(), indices);
    return image;
  }
}
