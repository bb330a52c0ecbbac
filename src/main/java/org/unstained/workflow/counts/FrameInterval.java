package org.unstained.workflow.counts;

import ij.ImagePlus;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The time from one frame to the next.
 *
 * @param value above 0
 * @param unit {@code ms}, {@code s}, {@code min}, {@code h} or {@code d}
 * @throws IllegalArgumentException for another unit, or a time that isn't above 0
 */
public record FrameInterval(double value, String unit) {
  private static final Pattern TEXT = Pattern.compile("([0-9.]+(?:[eE][+-]?\\d+)?)\\s*(\\p{L}*)");

  public FrameInterval {
    if (!(value > 0) || !Double.isFinite(value) || !known(unit).filter(unit::equals).isPresent())
      throw new IllegalArgumentException(
          "Frames follow each other by a time above 0 in ms, s, min, h or d, got %s %s"
              .formatted(value, unit));
  }

  /** What the image says itself; nothing if it says nothing or in a unit that isn't known. */
  public static Optional<FrameInterval> of(ImagePlus imp) {
    double interval = imp.getCalibration().frameInterval;
    if (!(interval > 0) || !Double.isFinite(interval)) return Optional.empty();
    return known(imp.getCalibration().getTimeUnit()).map(unit -> new FrameInterval(interval, unit));
  }

  /**
   * From text such as {@code 5 min} or {@code 300}, which is in seconds; nothing if it is empty.
   *
   * @throws IllegalArgumentException if it says something else
   */
  public static Optional<FrameInterval> parse(String text) {
    if (text.isBlank()) return Optional.empty();
    Matcher found = TEXT.matcher(text.strip());
    try {
      if (found.matches()) {
        String word = found.group(2).isEmpty() ? "s" : found.group(2);
        Optional<String> unit = known(word);
        double value = Double.parseDouble(found.group(1));
        if (unit.isPresent() && value > 0) return Optional.of(new FrameInterval(value, unit.get()));
      }
    } catch (NumberFormatException e) {
      // as if it were no number at all
    }
    throw new IllegalArgumentException(
        "'interval' can't be '%s': it takes a time above 0, such as 90 (seconds), '5 min' or '0.5 h'."
            .formatted(text));
  }

  /** The time of a frame, the first being at 0. */
  public double time(int frame) {
    // so that 3 frames of 0.1 min are 0.3 and not 0.30000000000000004
    return Math.round((frame - 1) * value * 1e9) / 1e9;
  }

  private static Optional<String> known(String unit) {
    if (unit == null) return Optional.empty();
    return Optional.ofNullable(
        switch (unit.strip().toLowerCase(Locale.ROOT)) {
          case "ms", "msec", "millisecond", "milliseconds" -> "ms";
          case "s", "sec", "secs", "second", "seconds" -> "s";
          case "m", "min", "mins", "minute", "minutes" -> "min";
          case "h", "hr", "hrs", "hour", "hours" -> "h";
          case "d", "day", "days" -> "d";
          default -> null;
        });
  }
}
