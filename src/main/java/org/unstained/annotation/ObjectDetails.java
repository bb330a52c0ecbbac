package org.unstained.annotation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What files say of a cell beyond its place and class.
 *
 * @param id how the file calls it; empty if it doesn't
 * @param score how sure a program was, 0–1; NaN of what people drew
 * @param position the plane
 * @param nucleus the outline of its nucleus, if that was drawn, too
 * @param measurements by name, in the order of the file; NaN is allowed
 * @param attributes anything else, as text by key, in the order of the file
 * @throws IllegalArgumentException if the score is outside 0–1
 */
public record ObjectDetails(
    String id,
    double score,
    ImagePosition position,
    Optional<DrawnOutline> nucleus,
    Map<String, Double> measurements,
    Map<String, String> attributes) {

  public static final ObjectDetails NONE =
      new ObjectDetails(
          "", Double.NaN, ImagePosition.UNKNOWN, Optional.empty(), Map.of(), Map.of());

  public ObjectDetails {
    if (score < 0 || score > 1)
      throw new IllegalArgumentException("A score lies within 0–1, got " + score);
    measurements =
        measurements.isEmpty()
            ? Map.of()
            : Collections.unmodifiableMap(new LinkedHashMap<>(measurements));
    attributes =
        attributes.isEmpty()
            ? Map.of()
            : Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }

  public boolean hasScore() {
    return !Double.isNaN(score);
  }

  public ObjectDetails withId(String other) {
    return new ObjectDetails(other, score, position, nucleus, measurements, attributes);
  }

  public ObjectDetails withScore(double other) {
    return new ObjectDetails(id, other, position, nucleus, measurements, attributes);
  }

  public ObjectDetails at(ImagePosition other) {
    return new ObjectDetails(id, score, other, nucleus, measurements, attributes);
  }

  public ObjectDetails withNucleus(Optional<DrawnOutline> other) {
    return new ObjectDetails(id, score, position, other, measurements, attributes);
  }

  public ObjectDetails withMeasurements(Map<String, Double> other) {
    return new ObjectDetails(id, score, position, nucleus, other, attributes);
  }

  public ObjectDetails withAttributes(Map<String, String> other) {
    return new ObjectDetails(id, score, position, nucleus, measurements, other);
  }
}
