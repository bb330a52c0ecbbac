package org.unstained.image;

import java.nio.file.Path;
import java.util.List;

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

  private static final int MOST_LISTED = 10;

  public ImageSeries {
    if (index < 1) throw new IllegalArgumentException("Series are counted from 1, got " + index);
    if (width < 1 || height < 1 || channels < 1 || slices < 1 || frames < 1)
      throw new IllegalArgumentException(
          "Series %d can't have %d x %d pixels, %d channels, %d slices, %d frames"
              .formatted(index, width, height, channels, slices, frames));
    name = name == null ? "" : name.strip();
  }

  /**
   * Those that a user names.
   *
   * @param text numbers and ranges of them with commas between ({@code 1,3-5}), {@code all}, or the
   *     name of one
   * @param all the series of a file
   * @return in the order of the file, at least one
   * @throws IllegalArgumentException if there is no such series
   */
  public static List<ImageSeries> chosen(String text, List<ImageSeries> all) {
    String wanted = text.strip();
    if (wanted.equals("all")) return all;
    List<ImageSeries> named = all.stream().filter(s -> s.label().equals(wanted)).toList();
    if (!named.isEmpty()) return named;
    try {
      if (wanted.isEmpty()) throw none(wanted, all);
      return NumberRanges.parse("series", wanted).of(all.size(), "Series").stream()
          .map(i -> all.get(i - 1))
          .toList();
    } catch (IllegalArgumentException e) {
      throw none(wanted, all);
    }
  }

  private static IllegalArgumentException none(String wanted, List<ImageSeries> all) {
    StringBuilder there = new StringBuilder();
    for (ImageSeries s : all.subList(0, Math.min(MOST_LISTED, all.size())))
      there.append(there.isEmpty() ? "" : ", ").append(s.index).append(" '" + s.label() + "'");
    if (all.size() > MOST_LISTED) there.append(" …");
    return new IllegalArgumentException(
        "There is no series '%s' in %s. It holds %s: give numbers (1,3-5,8-), all, or a name."
            .formatted(wanted, all.get(0).file.getFileName(), there));
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
