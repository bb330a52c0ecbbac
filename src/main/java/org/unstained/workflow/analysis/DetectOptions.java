package org.unstained.workflow.analysis;

import java.util.OptionalDouble;
import org.unstained.models.ComputeDevices;
import org.unstained.workflow.planes.InputChannels;

/**
 * What to detect cells with, and how. What is left empty is as the models say, or as the user has
 * set it for them.
 *
 * @param detector name or path of a model for detection
 * @param classifier name or path of a model for classification that looks at each cell again, or
 *     blank for none
 * @param weight of the classifier's scores, ω, 0–1; empty for the classifier's own. Not used
 *     without a classifier
 * @param score least score of a cell, 0–1; of both networks' joined scores if there is a
 *     classifier. Empty for the model's own: the classifier's if there is one, which is what makes
 *     the last score, else the detector's
 * @param overlap how much two cells may overlap, as IoU, 0–1; above that the less sure one goes.
 *     Empty for the detector's own
 * @param tile side of the tiles in pixels of the network; 0 to let us choose
 * @param channels as {@link InputChannels} reads them; blank for the first ones
 * @param allPlanes whether all slices and frames are looked at, or just the one that is shown
 * @param turns whether the networks look at each place flipped, and at each cell turned too, and
 *     the mean counts
 * @param device as {@link ComputeDevices#choose} takes it
 */
public record DetectOptions(
    String detector,
    String classifier,
    OptionalDouble weight,
    OptionalDouble score,
    OptionalDouble overlap,
    int tile,
    String channels,
    boolean allPlanes,
    boolean turns,
    String device) {

  static final int GREATEST_TILE = 16_384;

  public DetectOptions {
    detector = detector.strip();
    classifier = classifier.strip();
    requirePart("weight", weight);
    requirePart("score", score);
    requirePart("overlap", overlap);
    if (tile < 0 || tile > GREATEST_TILE)
      throw new IllegalArgumentException(
          "'tile' can't be %d: it takes a whole number from 0 to %d."
              .formatted(tile, GREATEST_TILE));
  }

  /** A detector alone with everything as it says, on the best device and the shown plane. */
  public static DetectOptions of(String detector) {
    return new DetectOptions(
        detector,
        "",
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        0,
        "",
        false,
        false,
        ComputeDevices.AUTO);
  }

  private static void requirePart(String key, OptionalDouble value) {
    if (value.isPresent() && !(value.getAsDouble() >= 0 && value.getAsDouble() <= 1))
      throw new IllegalArgumentException(
          "'%s' can't be %s: it takes a number from 0 to 1, or nothing for the model's own."
              .formatted(key, value.getAsDouble()));
  }

  /** Whether a second network looks at each cell. */
  public boolean hasClassifier() {
    return !classifier.isEmpty();
  }

  /** The same with a second network that looks at each cell. */
  public DetectOptions withClassifier(String other) {
    return new DetectOptions(
        detector, other, weight, score, overlap, tile, channels, allPlanes, turns, device);
  }

  /** Only cells of this score at least. */
  public DetectOptions withScore(double least) {
    return new DetectOptions(
        detector,
        classifier,
        weight,
        OptionalDouble.of(least),
        overlap,
        tile,
        channels,
        allPlanes,
        turns,
        device);
  }

  /** The same in tiles of this side in pixels of the network. */
  public DetectOptions withTile(int side) {
    return new DetectOptions(
        detector, classifier, weight, score, overlap, side, channels, allPlanes, turns, device);
  }

  /** The same of these channels. */
  public DetectOptions withChannels(String chosen) {
    return new DetectOptions(
        detector, classifier, weight, score, overlap, tile, chosen, allPlanes, turns, device);
  }

  /** The same on another device. */
  public DetectOptions onDevice(String other) {
    return new DetectOptions(
        detector, classifier, weight, score, overlap, tile, channels, allPlanes, turns, other);
  }

  /** The same in all slices and frames. */
  public DetectOptions inAllPlanes() {
    return new DetectOptions(
        detector, classifier, weight, score, overlap, tile, channels, true, turns, device);
  }

  /**
   * The same.
   *
   * @param turned whether scores are the mean of several positions
   */
  public DetectOptions withTurns(boolean turned) {
    return new DetectOptions(
        detector, classifier, weight, score, overlap, tile, channels, allPlanes, turned, device);
  }
}
