package org.unstained.inference;

import java.util.List;

/**
 * Sees to it that tiles overlap by more than the greatest cell, which nobody knows before: a cell
 * that is whole in no tile has a box that is cut.
 */
final class Overlaps {
  private Overlaps() {}

  /** Less sure detections may be no cells at all and don't count. */
  private static final double SURE = 0.25;

  /** How much more than the greatest cell is wanted. */
  private static final double ROOM = 1.25;

  /**
   * The same settings if the tiles overlap enough for what was found, or can't overlap more; else
   * those to detect with again.
   *
   * @param found in pixels of the network, pieces joined
   */
  static DetectionSettings wideEnough(
      List<Detection> found, Tiles tiles, DetectorFormat format, DetectionSettings settings) {
    if (tiles.count() == 1) return settings;
    double greatest = 0;
    for (Detection detection : found)
      if (detection.score() >= Math.max(SURE, settings.score()))
        greatest = Math.max(greatest, Math.max(detection.box().width(), detection.box().height()));
    if (greatest <= settings.overlap()) return settings;
    int overlap = (int) Math.ceil(ROOM * greatest);
    boolean fixed = format.width().isFixed() || format.height().isFixed();
    int most =
        fixed ? Math.min(tiles.width(), tiles.height()) / 2 : DetectionSettings.GREATEST_TILE / 2;
    overlap = Math.min(overlap, most);
    if (overlap <= settings.overlap()) return settings;
    return settings.withTiles(Math.max(settings.tile(), 2 * overlap), overlap);
  }
}
