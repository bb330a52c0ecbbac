package org.unstained.inference;

import java.util.Arrays;
import java.util.List;
import org.unstained.cells.Box;
import org.unstained.inference.Resampling.Window;
import org.unstained.models.Normalisation;
import org.unstained.models.Preprocessing;

/** Cuts crops out of a picture as a classifier wants them, with their values normalised. */
final class CropCutter {
  private final List<PixelSource> sources;
  private final Normalisation normalisation;
  private final ClassifierFormat format;
  private final Padding padding;
  private final double scaleX;
  private final double scaleY;

  CropCutter(Picture picture, ClassifierFormat format, Padding padding) {
    sources = picture.sources();
    normalisation = picture.normalisation();
    this.format = format;
    this.padding = padding;
    scaleX = picture.scaleX(format.scale());
    scaleY = picture.scaleY(format.scale());
  }

  int channels() {
    return sources.size();
  }

  /** What the network sees of a box. */
  Window window(Box box) {
    return CropWindow.of(box, format, scaleX, scaleY);
  }

  /** A batch that so many crops fit into. */
  float[] newBatch(int crops) {
    return new float
        [NetworkTranslator.Input.length(crops, channels(), format.height(), format.width())];
  }

  /** Writes a crop into its place in a batch, (B, C, H, W). */
  void cut(Window window, float[] batch, int item) {
    int pixels = format.pixels();
    for (int c = 0; c < channels(); c++) {
      int at = (item * channels() + c) * pixels;
      Resampling.read(sources.get(c), window, padding, batch, at);
      normalisation.apply(c, batch, at, at + pixels);
    }
    if (!format.eachCrop().isEmpty()) normalise(batch, item);
  }

  /** By the statistics of the crop alone, if the model wants that. */
  private void normalise(float[] batch, int item) {
    float[][] channels = new float[channels()][];
    int pixels = format.pixels();
    for (int c = 0; c < channels.length; c++) {
      int at = (item * channels.length + c) * pixels;
      channels[c] = Arrays.copyOfRange(batch, at, at + pixels);
    }
    Preprocessing.apply(format.eachCrop(), channels);
    for (int c = 0; c < channels.length; c++)
      System.arraycopy(channels[c], 0, batch, (item * channels.length + c) * pixels, pixels);
  }
}
