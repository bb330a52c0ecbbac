package org.unstained.inference;

import java.util.Optional;

/**
 * How much of a network's work fits into memory at once, as far as trying has shown. Where memory
 * was short, less is tried: half the batch, down to one; then one batch at a time; then tiles of
 * half the side. What was learnt holds as long as the network is in memory, so that each image
 * doesn't fail first. Any number of threads may use it.
 */
final class MemoryLimits {
  /** Smaller tiles would cost more at their seams than they spare. */
  private static final int LEAST_TILE = 64;

  private int batch = Integer.MAX_VALUE;
  private int lanes = Integer.MAX_VALUE;
  private int tile = Integer.MAX_VALUE;
  private boolean told = true;

  /** The settings, or less of them. */
  synchronized DetectionSettings within(DetectionSettings wanted) {
    DetectionSettings settings =
        wanted.withBatch(Math.min(batch, wanted.batch()), Math.min(lanes, wanted.lanes()));
    return tile < settings.tile() && leavesRoom(tile, settings.overlap())
        ? settings.withTiles(tile, settings.overlap())
        : settings;
  }

  synchronized ClassificationSettings within(ClassificationSettings wanted) {
    return wanted.withBatch(Math.min(batch, wanted.batch()), Math.min(lanes, wanted.lanes()));
  }

  /**
   * Less than what was too much.
   *
   * @param side of the tiles as they were, in pixels of the network
   * @param fixed whether the network takes one size only
   * @return empty if there is no less
   */
  synchronized Optional<DetectionSettings> less(DetectionSettings tried, int side, boolean fixed) {
    if (tried.batch() > 1 || tried.lanes() > 1) {
      lessAtOnce(tried.batch(), tried.lanes());
      return Optional.of(tried.withBatch(Math.min(batch, tried.batch()), lanes));
    }
    int half = Math.min(tried.tile(), side) / 2;
    if (fixed || half < LEAST_TILE || !leavesRoom(half, tried.overlap())) return Optional.empty();
    tile = half;
    told = false;
    return Optional.of(tried.withTiles(half, tried.overlap()));
  }

  /** As the other one, for crops. */
  synchronized Optional<ClassificationSettings> less(ClassificationSettings tried) {
    if (tried.batch() == 1 && tried.lanes() == 1) return Optional.empty();
    lessAtOnce(tried.batch(), tried.lanes());
    return Optional.of(tried.withBatch(Math.min(batch, tried.batch()), lanes));
  }

  private void lessAtOnce(int triedBatch, int triedLanes) {
    if (triedBatch > 1) {
      batch = triedBatch / 2;
      lanes = Math.min(lanes, triedLanes);
    } else {
      batch = 1;
      lanes = 1;
    }
    told = false;
  }

  private static boolean leavesRoom(int side, int overlap) {
    return side >= overlap * 3 / 2;
  }

  /** What is done because memory was short; empty if nothing has changed since it was told. */
  synchronized Optional<String> note(String name) {
    if (told) return Optional.empty();
    told = true;
    return Optional.of(
        "%s: memory was short, so the network works on %s from now on."
            .formatted(
                name,
                tile < Integer.MAX_VALUE
                    ? "tiles of %d pixels, one at a time".formatted(tile)
                    : batch == 1 ? "one piece at a time" : batch + " pieces at a time"));
  }
}
