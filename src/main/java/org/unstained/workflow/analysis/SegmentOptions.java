package org.unstained.workflow.analysis;

import org.unstained.cells.PixelSize;
import org.unstained.segment.SegmentationSettings;

/**
 * What to segment in an image, and how.
 *
 * @param channel the channel with the cells, from 1; of an RGB image 1 red, 2 green, 3 blue. 0 for
 *     the first channel, or the brightness of an RGB image
 * @param nuclei the channel with the nuclei, from 1, or 0 for none
 * @param settings with {@code smallest} and {@code largest} in squared units of the image (µm²)
 *     where it is calibrated, in squared pixels where not; everything else in pixels
 * @param allPlanes whether all slices and frames are segmented, or just the one that is shown
 */
public record SegmentOptions(
    int channel, int nuclei, SegmentationSettings settings, boolean allPlanes) {

  public SegmentOptions {
    if (channel < 0 || nuclei < 0)
      throw new IllegalArgumentException(
          "Channels count from 1, got channel %d and nuclei %d".formatted(channel, nuclei));
    if (settings.split() == SegmentationSettings.Split.NUCLEI && nuclei == 0)
      throw new IllegalArgumentException(
          "Splitting by nuclei needs their channel: set 'nuclei' to its number, or choose another"
              + " 'split'.");
  }

  /** The settings with areas in squared pixels of an image with this pixel size. */
  public SegmentationSettings inPixels(PixelSize size) {
    return new SegmentationSettings(
        settings.appearance(),
        settings.method(),
        settings.level(),
        settings.smoothing(),
        settings.median(),
        settings.background(),
        settings.cap(),
        settings.opening(),
        settings.split(),
        settings.tolerance(),
        settings.smallest() / size.area(),
        settings.largest() / size.area(),
        settings.keepBorder(),
        settings.lines());
  }
}
