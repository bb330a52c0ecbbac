package org.unstained.segment;

import java.util.Arrays;

/**
 * Chooses the parts of a component that stay: neither too small nor too large, nor at the border
 * where those are not wanted. Buffers are used again for the next component.
 */
final class PartChoice {
  private final SegmentationSettings settings;
  private int[] area = new int[16];
  private int[] first = new int[16];
  private int[] kept = new int[16];
  private boolean[] atBorder = new boolean[16];

  PartChoice(SegmentationSettings settings) {
    this.settings = settings;
  }

  /**
   * @param parts how many labels the patch has, from 1; label 0 belongs to none
   * @return how many stay; their numbers and first pixels are there until the next choice
   */
  int choose(Patch patch, int parts) {
    if (area.length <= parts) {
      area = new int[2 * parts];
      first = new int[2 * parts];
      kept = new int[2 * parts];
      atBorder = new boolean[2 * parts];
    }
    Arrays.fill(area, 0, parts + 1, 0);
    Arrays.fill(atBorder, 0, parts + 1, false);
    for (int i = 0; i < patch.size; i++) {
      int pixel = patch.pixels[i];
      int part = patch.label[pixel];
      if (area[part]++ == 0) first[part] = pixel;
      if (!settings.keepBorder() && patch.atBorder(pixel)) atBorder[part] = true;
    }
    int n = 0;
    kept[0] = 0;
    for (int part = 1; part <= parts; part++) {
      boolean stays = area[part] > 0 && isWanted(area[part], atBorder[part]);
      kept[part] = stays ? ++n : 0;
      if (stays) first[n] = first[part];
    }
    return n;
  }

  boolean isWanted(long pixels, boolean touchesBorder) {
    return pixels >= settings.smallest()
        && pixels <= settings.largest()
        && (settings.keepBorder() || !touchesBorder);
  }

  /** The number of a part among those that stay, from 1 in the order of the parts; 0 for none. */
  int number(int part) {
    return kept[part];
  }

  /** The first pixel, in reading order, of the part that has this number. */
  int firstPixel(int number) {
    return first[number];
  }
}
