package org.unstained.inference;

/**
 * What a detector with maps says about one tile.
 *
 * @param scores class by class, row by row; logits or probabilities
 * @param scoresAt where this tile's scores begin in {@code scores}
 * @param distances from the middle of each place to the left, top, right and bottom side of its
 *     box, in pixels of the tile, four maps one after the other
 * @param distancesAt where this tile's distances begin
 * @param classes how many maps of scores
 * @param width columns of a map
 * @param height rows of a map
 * @param stride pixels of the tile from one place to the next
 * @param logits whether scores become probabilities by the logistic function
 * @throws IllegalArgumentException if the arrays are too short for that or a number is below 1
 */
public record ScoreMaps(
    float[] scores,
    int scoresAt,
    float[] distances,
    int distancesAt,
    int classes,
    int width,
    int height,
    double stride,
    boolean logits) {
  public ScoreMaps {
    if (classes < 1 || width < 1 || height < 1 || !(stride > 0))
      throw new IllegalArgumentException(
          "Score maps have classes, places and a stride, got %d classes, %d x %d, stride %s"
              .formatted(classes, width, height, stride));
    long places = (long) width * height;
    if (scoresAt < 0
        || distancesAt < 0
        || scoresAt + classes * places > scores.length
        || distancesAt + 4 * places > distances.length)
      throw new IllegalArgumentException(
          "%d x %d places need %d scores and %d distances, got %d and %d"
              .formatted(
                  width,
                  height,
                  classes * places,
                  4 * places,
                  scores.length - scoresAt,
                  distances.length - distancesAt));
  }
}
