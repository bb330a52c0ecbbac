package org.unstained.workflow.analysis;

import ij.ImagePlus;

/**
 * Which channel of an image the cells of its label map were found in. A label map has one channel
 * itself, so it is noted as a property, which ImageJ saves with it. It says where cells that are
 * measured or classified from the map are drawn.
 */
final class LabelMapChannel {

  private static final String PROPERTY = "UnstainedChannel";

  private LabelMapChannel() {}

  /**
   * @param channel from 1, which needs no note
   */
  static void note(ImagePlus labelMap, int channel) {
    if (channel > 1) labelMap.setProp(PROPERTY, channel);
  }

  /**
   * @param image that the cells are drawn on; null for the label map itself
   * @return from 1; 1 if nothing is noted, or the image has no such channel
   */
  static int of(ImagePlus labelMap, ImagePlus image) {
    String noted = labelMap.getProp(PROPERTY);
    if (image == null || noted == null || !noted.matches("[1-9]\\d{0,4}")) return 1;
    int channel = Integer.parseInt(noted);
    return channel <= image.getNChannels() ? channel : 1;
  }
}
