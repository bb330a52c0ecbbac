package org.unstained.image;

import java.nio.file.Path;

/**
 * One image of a file; most files hold one, those of microscopes often several.
 *
 * @param index from 1, as the file counts
 * @param name as its maker gave it; empty if none was given
 * @param file where its first plane lies: the file itself, or an earlier one of an OME-TIFF data
 *     set of several files, which is opened as a whole from each of them. A run over a folder that
 *     takes only the series that begin in the file at hand meets each image once.
 * @param width in pixels, as is {@code height}
 * @param channels as the opened image has them: 1 if it is RGB
 * @param bytes that all planes take in memory
 */
public record ImageSeries(
    int index,
    String name,
    Path file,
    int width,
    int height,
    int channels,
    int slices,
    int frames,
    long bytes) {

  public ImageSeries {
    if (index < 1) throw new IllegalArgumentException("Series are counted from 1, got " + index);
    if (width < 1 || height < 1 || channels < 1 || slices < 1 || frames < 1)
      throw new IllegalArgumentException(
          "Series %d can't have %d x %d pixels, %d channels, %d slices, %d frames"
              .formatted(index, width, height, channels, slices, frames));
    name = name == null ? "" : name.strip();
  }

  /** What to call it in a list: its name, or {@code series 2}. */
  public String label() {
    return name.isEmpty() ? "series " + index : name;
  }

  /** Its sizes as a line: {@code 240 x 170, 2 channels, 5 slices, 3 frames}. */
  public String sizes() {
    StringBuilder text = new StringBuilder("%d x %d".formatted(width, height));
    add(text, channels, "channel");
    add(text, slices, "slice");
    add(text, frames, "frame");
    return text.toString();
  }

  private static void add(StringBuilder text, int n, String what) {
    if (n > 1) text.append(", ").append(n).append(' ').append(what).append('s');
  }
}
