package org.unstained.inference;

import ai.djl.Device;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.numeric.real.FloatType;
import org.unstained.cells.Box;
import org.unstained.cells.PixelSize;
import org.unstained.inference.DetectorFormat.Output;
import org.unstained.models.CropRule;
import org.unstained.models.Preprocessing;
import org.unstained.models.SizeRule;

/** The small networks of the tests, and planes to run them on. */
final class Networks {
  private Networks() {}

  static Path file(String name) {
    try {
      return Path.of(Networks.class.getResource("/networks/" + name + ".torchscript").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static DetectorModel detector(String name, DetectorFormat format) throws IOException {
    return DetectorModel.load(file(name), format, Device.cpu());
  }

  /** One class a channel, "a", "b", …; multiples of 8. */
  static DetectorModel spots(int channels) throws IOException {
    return detector("spots", spotFormat(channels, null));
  }

  static DetectorFormat spotFormat(int channels, PixelSize pixelSize) {
    return format(
        channels, List.of("a", "b", "c").subList(0, channels), Output.LOGIT_MAPS, 0, pixelSize);
  }

  static DetectorFormat format(
      int channels, List<String> classes, Output output, int firstClass, PixelSize pixelSize) {
    SizeRule eight = new SizeRule(8, 8);
    return new DetectorFormat(
        channels, classes, output, firstClass, eight, eight, scale(pixelSize));
  }

  private static NetworkScale scale(PixelSize size) {
    return size == null ? NetworkScale.NONE : NetworkScale.of(size);
  }

  static ClassifierModel classifier(String name, ClassifierFormat format) throws IOException {
    return ClassifierModel.load(file(name), format, Device.cpu());
  }

  static ClassifierFormat sides(int width, int height, PixelSize pixelSize) {
    return new ClassifierFormat(
        1,
        List.of("bright", "left", "none"),
        ClassifierFormat.Output.AUTO,
        width,
        height,
        CropRule.STANDARD,
        scale(pixelSize));
  }

  static Picture picture(PixelSize size, List<ArrayImg<FloatType, FloatArray>> channels) {
    return new Picture(channels, Preprocessing.measure(List.of(), channels), size);
  }

  static ArrayImg<FloatType, FloatArray> black(int width, int height) {
    return ArrayImgs.floats(width, height);
  }

  /** A disc of 1 on whatever is there. */
  static void disc(ArrayImg<FloatType, FloatArray> plane, double x, double y, double radius) {
    float[] pixels = plane.update(null).getCurrentStorageArray();
    int width = (int) plane.dimension(0);
    for (int i = 0; i < pixels.length; i++) {
      double dx = i % width + 0.5 - x;
      double dy = i / width + 0.5 - y;
      if (dx * dx + dy * dy <= radius * radius) pixels[i] = 1;
    }
  }

  static Detection detection(double x, double y, double w, double h, double score) {
    return Detection.of(new Box(x, y, w, h), ClassScores.of(List.of("a"), (float) score));
  }
}
