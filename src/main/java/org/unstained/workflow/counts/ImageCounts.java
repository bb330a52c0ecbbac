package org.unstained.workflow.counts;

import java.util.List;
import java.util.Optional;
import org.unstained.learning.Estimate;

/**
 * The cells of one image, frame by frame.
 *
 * @param frames from 1 on, without gaps
 * @param interval nothing if nobody knows it, or what is counted along aren't frames
 */
public record ImageCounts(
    String image, String group, List<FrameCounts> frames, Optional<FrameInterval> interval) {
  public ImageCounts {
    frames = List.copyOf(frames);
  }

  /** The mean count of a class over the frames that were worked on; NaN if none was. */
  double meanCount(int type) {
    return frames.stream()
        .filter(FrameCounts::worked)
        .mapToDouble(f -> f.count(type))
        .average()
        .orElse(Double.NaN);
  }

  /** As {@link #meanCount}, of all cells. */
  double meanTotal() {
    return frames.stream()
        .filter(FrameCounts::worked)
        .mapToDouble(FrameCounts::total)
        .average()
        .orElse(Double.NaN);
  }

  /** The share of a class among the cells of all frames; NaN if there is none. */
  double fraction(int type) {
    return share(type).value();
  }

  /** The same with Wilson's interval of 95 %. */
  Estimate share(int type) {
    int all = frames.stream().filter(FrameCounts::worked).mapToInt(FrameCounts::total).sum();
    int ours =
        frames.stream().filter(FrameCounts::worked).mapToInt(f -> f.counts().get(type)).sum();
    return new FrameCounts(1, true, List.of(ours), all).fraction(0);
  }

  /** NaN if the image has no such frame, or it wasn't worked on. */
  double count(int frame, int type) {
    return frame <= frames.size() ? frames.get(frame - 1).count(type) : Double.NaN;
  }

  /** As {@link #count}, of all cells. */
  double total(int frame) {
    if (frame > frames.size() || !frames.get(frame - 1).worked()) return Double.NaN;
    return frames.get(frame - 1).total();
  }

  /** NaN if there is no cell, too. */
  double fraction(int frame, int type) {
    return frame <= frames.size() ? frames.get(frame - 1).fraction(type).value() : Double.NaN;
  }
}
