package org.unstained.workflow.counts;

import java.util.ArrayList;
import java.util.List;
import org.unstained.learning.Spread;

/**
 * The cells of a group of images: means over images, each of which counts the same.
 *
 * @param frame {@link #ALL} for all frames together: then an image's count is its mean over frames
 * @param images that were worked on
 * @param counts one a class
 * @param fractions one a class; images without cells have none
 * @param total of all cells
 */
public record GroupCounts(
    String group,
    int frame,
    int images,
    List<Spread> counts,
    List<Spread> fractions,
    Spread total) {
  static final int ALL = 0;

  public GroupCounts {
    counts = List.copyOf(counts);
    fractions = List.copyOf(fractions);
  }

  static GroupCounts of(String group, List<ImageCounts> images, int frame, int classes) {
    List<Spread> counts = new ArrayList<>();
    List<Spread> fractions = new ArrayList<>();
    for (int c = 0; c < classes; c++) {
      int type = c;
      counts.add(
          Spread.of(
              images.stream()
                  .mapToDouble(i -> frame == ALL ? i.meanCount(type) : i.count(frame, type))
                  .toArray()));
      fractions.add(
          Spread.of(
              images.stream()
                  .mapToDouble(i -> frame == ALL ? i.fraction(type) : i.fraction(frame, type))
                  .toArray()));
    }
    Spread total =
        Spread.of(
            images.stream()
                .mapToDouble(i -> frame == ALL ? i.meanTotal() : i.total(frame))
                .toArray());
    return new GroupCounts(group, frame, total.count(), counts, fractions, total);
  }
}
