package org.unstained.inference;

/**
 * How cells are detected.
 *
 * @param score least score of a detection, 0–1
 * @param suppression which detections are the same cell
 * @param tile side of the tiles in pixels of the network, 16–16384; the network's rule may make it
 *     greater
 * @param overlap of neighbouring tiles in pixels of the network; at least the greatest cell's size
 * @param batch tiles that go through the network together, from 1; 1 for networks that take one
 *     picture at a time
 * @param lanes batches in flight, from 1
 * @param padding what stands beyond the image
 * @param testTime {@link TestTime#FLIPS} lets a network with maps look at each tile in four
 *     positions; the mean counts
 * @throws IllegalArgumentException if a number is out of range
 */
public record DetectionSettings(
    double score,
    SuppressionSettings suppression,
    int tile,
    int overlap,
    int batch,
    int lanes,
    Padding padding,
    TestTime testTime) {
  private static final int LEAST_TILE = 16;
  static final int GREATEST_TILE = 16_384;

  public DetectionSettings {
    if (!(score >= 0 && score <= 1))
      throw new IllegalArgumentException("A score lies within 0–1, got " + score);
    if (tile < LEAST_TILE || tile > GREATEST_TILE)
      throw new IllegalArgumentException(
          "A tile has %d to %d pixels, got %d".formatted(LEAST_TILE, GREATEST_TILE, tile));
    if (overlap < 0 || overlap >= tile)
      throw new IllegalArgumentException(
          "Tiles of %d overlap by 0 to %d pixels, got %d".formatted(tile, tile - 1, overlap));
    if (batch < 1 || lanes < 1)
      throw new IllegalArgumentException(
          "Batch and lanes are 1 or more, got %d and %d".formatted(batch, lanes));
    if (testTime == TestTime.FLIPS_AND_ROTATIONS)
      throw new IllegalArgumentException("Tiles are flipped, but not turned: they aren't square");
  }

  public static DetectionSettings defaults() {
    return new DetectionSettings(
        0.3, SuppressionSettings.defaults(), 512, 96, 2, 2, Padding.EDGE, TestTime.NONE);
  }

  public DetectionSettings withScore(double least) {
    return new DetectionSettings(
        least, suppression, tile, overlap, batch, lanes, padding, testTime);
  }

  public DetectionSettings withSuppression(SuppressionSettings other) {
    return new DetectionSettings(score, other, tile, overlap, batch, lanes, padding, testTime);
  }

  public DetectionSettings withTiles(int side, int common) {
    return new DetectionSettings(score, suppression, side, common, batch, lanes, padding, testTime);
  }

  public DetectionSettings withBatch(int tiles, int inFlight) {
    return new DetectionSettings(
        score, suppression, tile, overlap, tiles, inFlight, padding, testTime);
  }

  public DetectionSettings withPadding(Padding other) {
    return new DetectionSettings(score, suppression, tile, overlap, batch, lanes, other, testTime);
  }

  public DetectionSettings withTestTime(TestTime other) {
    return new DetectionSettings(score, suppression, tile, overlap, batch, lanes, padding, other);
  }
}
