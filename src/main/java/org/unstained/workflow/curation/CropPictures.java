package org.unstained.workflow.curation;

import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import java.awt.Graphics;
import java.awt.image.BufferedImage;
import java.util.Arrays;

/** Crops as pictures for the screen. */
final class CropPictures {
  /** Part of the pixels that may be shown black, and white. */
  private static final double TOO_EXTREME = 0.005;

  private CropPictures() {}

  /** 8-bit and RGB as they are; others from what their own pixels need. */
  static BufferedImage of(ImageProcessor pixels) {
    ImageProcessor shown = pixels;
    if (pixels.getBitDepth() == 16 || pixels.getBitDepth() == 32) {
      float[] values = (float[]) pixels.convertToFloatProcessor().getPixels();
      values = values.clone();
      Arrays.sort(values);
      float low = values[(int) (values.length * TOO_EXTREME)];
      float high = values[(int) ((values.length - 1) * (1 - TOO_EXTREME))];
      shown = stretched(pixels, low, high);
    }
    BufferedImage picture =
        new BufferedImage(shown.getWidth(), shown.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics g = picture.getGraphics();
    g.drawImage(shown.createImage(), 0, 0, null);
    g.dispose();
    return picture;
  }

  private static ImageProcessor stretched(ImageProcessor pixels, float low, float high) {
    ByteProcessor bytes = new ByteProcessor(pixels.getWidth(), pixels.getHeight());
    double scale = high > low ? 255.0 / (high - low) : 0;
    for (int i = 0; i < pixels.getPixelCount(); i++) {
      double value = (pixels.getf(i) - low) * scale;
      bytes.set(i, Double.isNaN(value) ? 0 : (int) Math.max(0, Math.min(255, value)));
    }
    return bytes;
  }
}
