package org.unstained.image;

import ij.ImageStack;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import ij.process.ShortProcessor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The planes of a TIFF file, or of several, in ImageJ's order, which read themselves when they are
 * asked for: channels fastest, then slices, then frames.
 */
record TiffPlanes(List<Plane> planes, int channels, int slices, int frames) {

  /**
   * @param header of the file that it lies in
   * @param directory the picture of that file
   * @param index which plane of the picture
   */
  record Plane(TiffHeader header, TiffDirectory directory, int index) {}

  TiffPlanes {
    planes = List.copyOf(planes);
  }

  /** The picture that says of what kind they all are. */
  TiffDirectory first() {
    return planes.get(0).directory();
  }

  /** What a list says about them. */
  ImageSeries series(int index, String name) {
    Path file = planes.get(0).header().file();
    return new ImageSeries(index, name, file, width(), height(), channels, slices, frames, bytes());
  }

  int width() {
    return (int) first().width();
  }

  int height() {
    return (int) first().height();
  }

  int bitDepth() {
    return first().bitDepth();
  }

  boolean signed() {
    return first().format() == TiffDirectory.SIGNED && bitDepth() == 16;
  }

  /** Bytes of one plane in memory. */
  long planeBytes() {
    return (long) width() * height() * (bitDepth() == 24 ? 4 : bitDepth() / 8);
  }

  long bytes() {
    return planeBytes() * planes.size();
  }

  /** All planes, read now. */
  ImageStack load() throws IOException {
    ImageStack stack = new ImageStack(width(), height());
    for (int i = 0; i < planes.size(); i++) stack.addSlice(null, pixels(i));
    return stack;
  }

  ImageProcessor processor(Object pixels, LUT lut) {
    ImageProcessor ip =
        switch (bitDepth()) {
          case 8 -> new ByteProcessor(width(), height(), (byte[]) pixels);
          case 16 -> new ShortProcessor(width(), height(), (short[]) pixels, null);
          case 24 -> new ColorProcessor(width(), height(), (int[]) pixels);
          default -> new FloatProcessor(width(), height(), (float[]) pixels);
        };
    if (lut != null && bitDepth() != 24) ip.setColorModel(lut);
    return ip;
  }

  /** Plane {@code i}, from 0, read now. */
  Object pixels(int i) throws IOException {
    Plane plane = planes.get(i);
    return TiffPixels.read(
        plane.header().file(), plane.header().order(), plane.directory(), plane.index());
  }
}
